import {
  addsOptional,
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
import {
  allowanceOn,
  checkParts,
  dayOf,
  heldIn,
  scopeOf,
  scopesOf,
  tallyOf,
  WHOLE,
  withNumbers,
} from './scopes/scope.js';
import { inWords, QualifierField, QuotaNumber } from './terms.js';

@InputType({ description: 'Another number for the same scope and period, by a named act.' })
export class ReviseQuota {
  @IdField('quota') quota!: string;
  @KeyField({ optional: true, description: 'The part whose number it is; absent: the whole quota' }) scope?: string;
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
    `${d.scope ? `${d.scope} set` : 'Set'} to ${inWords(d.number, d.qualifier)} by ${d.act}${d.conditional ? `, on condition: ${d.conditional}` : ''}`,
  { effective: (d) => ({ from: d.from }), upcasts: [addsOptional] },
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
    checkTaken(data, quota, context.today) ??
    checkDivision(data, quota) ??
    quotaRevised(data),
  evolve: {
    QuotaRevised: (quota, data, { seq }) => revised(quota, data, seq),
  },
});

function revised(
  quota: Quota,
  { quota: _, scope = WHOLE, from, conditional, ...value }: ReviseQuota,
  seq: number,
): Quota {
  const condition = conditional === undefined ? undefined : { text: conditional };
  return withNumbers(quota, scope, (numbers) => [...numbers, { seq, from, value: { ...value, condition } }]);
}

function checkNew({ revision, from, scope = WHOLE }: ReviseQuota, quota: Quota): Refusal | undefined {
  const { period } = quota;
  const part = scopeOf(quota, scope);
  if (!part || part.percent !== undefined)
    return refuse(
      'QUO-01',
      'UNKNOWN_SCOPE',
      part
        ? `${scope} is a share of its whole and has no number to revise.`
        : `There is no part ${scope} in this quota.`,
      { scope },
    );
  if (scopesOf(quota).some(({ numbers }) => numbers.some((stated) => stated.value.revision === revision)))
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
function checkTaken({ number, transition, scope: name = WHOLE, from }: ReviseQuota, quota: Quota, today: string) {
  const scope = scopeOf(quota, name)!;
  if (scope.kind !== 'CEILING' || number.limited === undefined || transition !== undefined) return undefined;
  const reported = name === WHOLE ? takenAtLeast(quota) : undefined;
  const { used } = tallyOf(quota, name);
  const held = heldIn(quota, name, today);
  const { carried, movedIn, movedOut } = allowanceOn(quota, scope, dayOf(quota, from));
  const taken = Math.max(reported?.number ?? 0, used + held) - carried - movedIn + movedOut;
  if (taken <= number.limited) return undefined;
  return refuse(
    'QUO-11',
    'REVISION_BELOW_USED',
    `The ceiling cannot go to ${number.limited}: ${taken} places are taken. State the transition rule of the act, if it has one.`,
    {
      asked: number.limited,
      taken,
      used,
      reserved: held,
      ...(reported && reported.number >= used + held ? { reportedBy: reported.because } : {}),
    },
  );
}

/** QUO-04 and QUO-10: the number still holds its parts, and still fits into its whole. A condition may never be met. */
function checkDivision(data: ReviseQuota, quota: Quota): Refusal | undefined {
  const scope = scopeOf(quota, data.scope ?? WHOLE)!;
  const after = revised(quota, { ...data, conditional: undefined }, Number.MAX_SAFE_INTEGER);
  const day = dayOf(quota, data.from);
  return checkParts(after, scope.scope, day) ?? checkParts(after, scope.parent, day);
}
