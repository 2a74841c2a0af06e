import {
  event,
  IdField,
  KeyField,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkNumber, checkParty, checkSet } from './check-quota.js';
import { isOutside, on, type Quota, takenAtLeast } from './quota.js';
import { inWords, QualifierField, QuotaNumber } from './terms.js';

@InputType({ description: 'Another number for the same scope and period, by a named act.' })
export class ReviseQuota {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'Short name of the revision within the quota' }) revision!: string;
  @ShapeField(() => QuotaNumber) number!: QuotaNumber;
  @QualifierField() qualifier?: Qualifier;
  @TextField({ length: 300, description: 'The act that sets it' }) act!: string;
  @PartialDateField({ optional: true, description: 'Since when; absent: since the period began' }) from?: string;
  @TextField({ optional: true, length: 1000, description: 'The condition on which the number depends' })
  conditional?: string;
  @TextField({
    optional: true,
    length: 1000,
    description: 'The rule for places already taken, where the number falls below them',
  })
  transition?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const quotaRevised = event(
  'QuotaRevised',
  ReviseQuota,
  (d) =>
    `Set to ${inWords(d.number, d.qualifier)} by ${d.act}${d.conditional ? `, on condition: ${d.conditional}` : ''}`,
  { effective: (d) => ({ from: d.from }) },
);

export const reviseQuota = on(ReviseQuota, {
  describes: 'Sets another number by a named act; the earlier one stays in the history.',
  records: [quotaRevised],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) =>
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkNumber(data.number) ??
    checkNew(data, quota) ??
    checkTaken(data, quota) ??
    quotaRevised(data),
  evolve: {
    QuotaRevised: (quota, { quota: _id, from, conditional, ...value }, { seq }) => ({
      ...quota,
      setting: {
        ...quota.setting!,
        numbers: [
          ...quota.setting!.numbers,
          { seq, from, value: { ...value, condition: conditional === undefined ? undefined : { text: conditional } } },
        ],
      },
    }),
  },
});

function checkNew({ revision, from }: ReviseQuota, { setting, period }: Quota): Refusal | undefined {
  if (setting!.numbers.some((stated) => stated.value.revision === revision))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already a revision ${revision}; a further one needs another name.`,
      { revision },
    );
  if (from !== undefined && period && isOutside(from, period))
    return refuse(
      'GEN-05',
      'OUTSIDE_PERIOD',
      `${from} lies outside the period ${period.label}; a number for another period is another quota.`,
      { from, period: period.label },
    );
  return undefined;
}

/** QUO-11: a ceiling does not fall below what is taken, unless the act says what becomes of those places. */
function checkTaken({ number, transition }: ReviseQuota, quota: Quota): Refusal | undefined {
  const taken = takenAtLeast(quota);
  if (
    quota.setting!.kind !== 'CEILING' ||
    number.limited === undefined ||
    transition !== undefined ||
    !taken ||
    taken.number <= number.limited
  )
    return undefined;
  return refuse(
    'QUO-11',
    'REVISION_BELOW_USED',
    `The ceiling cannot go to ${number.limited}: ${taken.number} places are taken. State the transition rule of the act, if it has one.`,
    {
      asked: number.limited,
      taken: taken.number,
      reportedBy: taken.because,
    },
  );
}
