import {
  ChoiceField,
  type Context,
  dayAfter,
  earliest,
  event,
  IdField,
  latest,
  type Qualifier,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkInForce, checkNumber, checkOpening, checkPeriod, readsOf } from './check-quota.js';
import { opens, type Quota, UNUSED } from './quota.js';
import {
  inWords,
  QualifierField,
  QuotaGround,
  QuotaKind,
  QuotaNumber,
  QuotaPeriod,
  QuotaScope,
  QuotaUnit,
} from './terms.js';

@InputType({ description: 'A ceiling, target or floor for one scope and period of an arrangement.' })
export class OpenQuota {
  @IdField('quota') quota!: string;
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => QuotaKind) kind!: QuotaKind;
  @ChoiceField(() => QuotaUnit) unit!: QuotaUnit;
  @ShapeField(() => QuotaNumber) number!: QuotaNumber;
  @QualifierField() qualifier?: Qualifier;
  @ChoiceField(() => QuotaGround, { optional: true, description: 'ARRANGEMENT unless told' }) ground?: QuotaGround;
  @TextField({
    optional: true,
    length: 300,
    description: 'The act that sets it, where it stands outside the text: an order, a note',
  })
  act?: string;
  @TextField({ optional: true, length: 1000, description: 'The condition on which the number depends' })
  conditional?: string;
  @ShapeField(() => QuotaPeriod) period!: QuotaPeriod;
  @ShapeField(() => QuotaScope) scope!: QuotaScope;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const quotaOpened = event(
  'QuotaOpened',
  OpenQuota,
  (d) =>
    `${words(d.kind)} of ${d.unit.toLowerCase()} for ${d.period.label}: ${inWords(d.number, d.qualifier)} (${d.scope.description})`,
  { effective: ({ period }) => ({ from: period.from, to: period.to && dayAfter(period.to) }) },
);

export const openQuota = opens(OpenQuota, {
  describes:
    'Opens a quota: a ceiling, target or floor of a registered arrangement. Observed numbers are reported as figures.',
  records: [quotaOpened],
  mandate: registrars(),
  reads: readsOf,
  // Two that are opened at once know of each other (QUO-03).
  finds: ({ arrangement, kind }) => ({
    projection: 'quota',
    index: 'facet',
    equals: { arrangement, kind },
    guards: true,
  }),
  decide: (data, _, context) =>
    // A cap for all origins may name states that have no part in the arrangement.
    checkOpening(data, context, data.ground !== 'NATIONAL_DECISION') ??
    checkNumber(data.number) ??
    checkPeriod(data.period) ??
    checkAct(data, context) ??
    checkOverlap(data, context) ??
    (stands(data) ? checkInForce(data, data.period, context) : undefined) ??
    quotaOpened(data),
  evolve: {
    QuotaOpened: (
      _,
      { quota: _id, kind, ground = 'ARRANGEMENT', number, qualifier, act, conditional, ...stated },
      { seq },
    ) => ({
      ...stated,
      seq,
      setting: {
        kind,
        ground,
        numbers: [
          {
            seq,
            value: { number, qualifier, act, condition: conditional === undefined ? undefined : { text: conditional } },
          },
        ],
      },
      figures: [],
      ...UNUSED,
    }),
  },
});

/**
 * QUO-03: no other quota of the kind is for the same people and certainly for some of the same days. Periods may cross
 * calendar years; of those without both dates nobody can tell.
 */
function checkOverlap(data: OpenQuota, { found }: Context): Refusal | undefined {
  const other = (found as readonly { id: string; state: Quota }[]).find(
    ({ id, state }) =>
      id !== data.quota &&
      state.unit === data.unit &&
      state.setting?.kind === data.kind &&
      peopleOf(state.scope) === peopleOf(data.scope) &&
      state.period !== undefined &&
      overlaps(state.period, data.period),
  );
  return (
    other &&
    refuse(
      'QUO-03',
      'PERIOD_OVERLAP',
      `${other.id} is for the same people in ${other.state.period!.label}, which shares days with ${data.period.label}. Revise that one, or give periods that do not overlap.`,
      { other: other.id, period: data.period.label, otherPeriod: other.state.period!.label },
    )
  );
}

const peopleOf = ({ origins, destination, sectors, occupations, employers }: QuotaScope) =>
  JSON.stringify([[...origins].sort(), destination, [...sectors].sort(), [...occupations].sort(), employers]);

/** Whether `a` and `b` certainly share a day. */
const overlaps = (a: QuotaPeriod, b: QuotaPeriod): boolean =>
  a.from !== undefined &&
  a.to !== undefined &&
  b.from !== undefined &&
  b.to !== undefined &&
  latest(a.from) <= earliest(b.to) &&
  latest(b.from) <= earliest(a.to);

/** Whether it stands on the arrangement itself. */
const stands = ({ ground = 'ARRANGEMENT' }: OpenQuota) => ground === 'ARRANGEMENT';

/** QUO-13: what is set outside the text rests on an act, or at least on a source that reports it. */
const checkAct = ({ act, ground }: OpenQuota, { provenance }: Context): Refusal | undefined =>
  ground === 'NATIONAL_DECISION' && act === undefined && !provenance.sources?.length
    ? refuse(
        'QUO-13',
        'ACT_MISSING',
        'A number set outside the text names the act that sets it, or a source that reports it.',
      )
    : undefined;

const words = (kind: QuotaKind) => kind[0] + kind.slice(1).toLowerCase();
