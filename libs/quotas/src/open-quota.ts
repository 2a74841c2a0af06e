import {
  ChoiceField,
  type Context,
  dayAfter,
  event,
  IdField,
  type Qualifier,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkInForce, checkNumber, checkOpening, checkPeriod, readsOf } from './check-quota.js';
import { opens } from './quota.js';
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
  decide: (data, _, context) =>
    // A cap for all origins may name states that have no part in the arrangement.
    checkOpening(data, context, data.ground !== 'NATIONAL_DECISION') ??
    checkNumber(data.number) ??
    checkPeriod(data.period) ??
    checkAct(data, context) ??
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
    }),
  },
});

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
