import {
  add,
  addsOptional,
  CountField,
  dayAfter,
  earliest,
  event,
  IdField,
  latest,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from '../check-quota.js';
import { readsFor } from '../movements/check-movement.js';
import { on, otherQuota, type Quota, takenAtLeast } from '../quota.js';
import { tallyOf, unusedOf, WHOLE, wholeOf } from './scope.js';

@InputType({ description: 'Places that an earlier quota left over pass to this one.' })
export class CarryOver {
  @IdField('quota', { description: 'The quota that receives' }) quota!: string;
  @IdField('quota', { description: 'The quota of the period before' }) from!: string;
  @CountField({ optional: true, min: 1, description: 'Fewer than the text allows; absent: all that it allows' })
  number?: number;
  @PartialDateField({ optional: true, description: 'Last day of their use, as the text computes it; leave it out' })
  lastDay?: string;
  @TextField({
    optional: true,
    length: 300,
    description: 'The act that lets them pass, where days lie between the two periods; absent: the periods adjoin',
  })
  act?: string;
}

export const placesCarriedOver = event(
  'PlacesCarriedOver',
  CarryOver,
  (d) => `${d.number} places carried over from ${d.from}${d.act ? ` by ${d.act}` : ''}`,
  { effective: ({ lastDay }) => ({ to: lastDay && dayAfter(lastDay) }), upcasts: [addsOptional] },
);

export const carryOver = on(CarryOver, {
  describes: 'Carries unused places of the closed period before into this one, as far as the text allows (QUO-07).',
  records: [placesCarriedOver],
  mandate: registrars(),
  reads: ({ from }, quota) => [from, ...readsFor({}, quota)],
  decide(data, quota, context) {
    const earlier = context.other(otherQuota, data.from);
    const refused = checkSet(quota) ?? checkParty(quota, context) ?? checkEarlier(data, quota, earlier);
    if (refused) return refused;
    const { most = Infinity, months } = earlier!.terms.carryOver!;
    const unused = unusedOf(earlier!, wholeOf(earlier!)!, takenOf(earlier!));
    const allowed = Math.min(unused, most);
    const number = data.number ?? allowed;
    if (number < 1 || number > allowed)
      return refuse(
        'QUO-07',
        'CARRYOVER_NOT_ALLOWED',
        `Of ${data.from} ${unused} places are left over${most < unused ? `, of which the text lets ${most} pass` : ''}: no more can be carried over.`,
        { from: data.from, asked: data.number ?? null, unused, most: allowed },
      );
    const lastDay =
      months === undefined ? undefined : add(add(earliest(quota.period!.from!), { months }), { days: -1 });
    return placesCarriedOver({ ...data, number, lastDay });
  },
  evolve: {
    PlacesCarriedOver: (quota, { from, number, lastDay, act }, { seq }) => ({
      ...quota,
      carriedOver: [...quota.carriedOver, { seq, from, number: number!, lastDay: lastDay && latest(lastDay), act }],
    }),
  },
});

/** Who took places of a closed quota: by the movements on record, or as many as were reported if these are more. */
function takenOf(quota: Quota): number {
  const adjusted = quota.adjustments.reduce((total, { change }) => total + change, 0);
  return Math.max(tallyOf(quota, WHOLE).used + adjusted, takenAtLeast(quota)?.number ?? 0);
}

/** QUO-07: the period before is closed, of the same matter, and ends before this one; on the day before, or an act says so. */
function checkEarlier(
  { from, quota: id, act }: CarryOver,
  quota: Quota,
  earlier: Quota | undefined,
): Refusal | undefined {
  const ends = earlier?.period?.to && dayAfter(latest(earlier.period.to));
  const begins = quota.period?.from && earliest(quota.period.from);
  const sameMatter =
    earlier?.setting?.kind === 'CEILING' &&
    quota.setting!.kind === 'CEILING' &&
    earlier.arrangement === quota.arrangement &&
    earlier.unit === quota.unit &&
    earlier.scope.destination === quota.scope.destination;
  const why = !earlier
    ? `${from} is not registered`
    : !earlier.terms.carryOver
      ? `the text on record for ${from} does not allow it`
      : !earlier.closed
        ? `${from} is not closed yet`
        : !sameMatter
          ? `${from} and ${id} are not ceilings of the same arrangement, destination and unit`
          : ends === undefined || begins === undefined || ends > begins
            ? `${from} is not known to end before this period begins`
            : ends < begins && act === undefined
              ? `days lie between ${from} and this period. Name in act what lets places pass over them`
              : quota.carriedOver.length > 0
                ? 'it was done already for this period'
                : undefined;
  return why === undefined
    ? undefined
    : refuse('QUO-07', 'CARRYOVER_NOT_ALLOWED', `No places pass from ${from}: ${why}.`, { from });
}
