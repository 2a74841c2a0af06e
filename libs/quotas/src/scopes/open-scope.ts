import {
  ChoiceField,
  event,
  FlagField,
  IdField,
  KeyField,
  NumberField,
  type Qualifier,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkNumber, checkParty, checkSet } from '../check-quota.js';
import { on, type Quota } from '../quota.js';
import { inWords, QualifierField, QuotaKind, QuotaNumber } from '../terms.js';
import { checkParts, dayOf, type Scope, scopeOf, tallyOf, WHOLE } from './scope.js';
import { dimensionOf, QuotaSelector } from './selector.js';

@InputType({ description: 'A part of a quota with a ceiling, target or floor of its own, or a reserve.' })
export class OpenScope {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'Short name of the part within the quota' }) scope!: string;
  @KeyField({ optional: true, description: 'The part that it is a part of; absent: of the whole quota' })
  parent?: string;
  @ChoiceField(() => QuotaKind) kind!: QuotaKind;
  @ShapeField(() => QuotaNumber, { optional: true, description: 'Absent where a floor is a share' })
  number?: QuotaNumber;
  @QualifierField() qualifier?: Qualifier;
  @NumberField({ optional: true, min: 0, most: 100, description: 'Of a floor: at least this share of its parent' })
  percent?: number;
  @FlagField({ optional: true, description: 'Of a floor: the text refuses what makes it unreachable (QUO-09)' })
  strict?: boolean;
  @FlagField({ optional: true, description: 'Places that nobody uses until they are moved to a part (QUO-04)' })
  reserve?: boolean;
  @ShapeField(() => QuotaSelector, { description: 'Whom it counts; empty for a reserve' }) selector!: QuotaSelector;
  @TextField({ optional: true, length: 300, description: 'The act that sets it' }) act?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const scopeOpened = event(
  'ScopeOpened',
  OpenScope,
  (d) =>
    `${d.reserve ? 'Reserve' : `${d.kind[0]}${d.kind.slice(1).toLowerCase()}`} ${d.scope} within ${d.parent ?? 'the whole'}: ${d.number ? inWords(d.number, d.qualifier) : `${d.percent} %`}`,
);

export const openScope = on(OpenScope, {
  describes: 'Divides a quota: opens a part with its own number, before places are used.',
  records: [scopeOpened],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) =>
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkShare(data) ??
    (data.number ? checkNumber(data.number) : undefined) ??
    checkPlace(data, quota) ??
    checkParts(
      { ...quota, scopes: [...quota.scopes, scopeFrom(data, 0)] },
      data.parent ?? WHOLE,
      dayOf(quota, undefined),
    ) ??
    scopeOpened(data),
  evolve: { ScopeOpened: (quota, data, { seq }) => ({ ...quota, scopes: [...quota.scopes, scopeFrom(data, seq)] }) },
});

const scopeFrom = (
  {
    scope,
    parent = WHOLE,
    kind,
    selector,
    reserve = false,
    strict = false,
    percent,
    number,
    qualifier,
    act,
    note,
  }: OpenScope,
  seq: number,
): Scope => ({
  seq,
  scope,
  parent,
  kind,
  selector,
  isReserve: reserve,
  isStrict: strict,
  percent,
  numbers: number ? [{ seq, value: { number, qualifier, act, note } }] : [],
});

/** QUO-02: a number, or, of a floor, a share of the whole around it; exactly one. */
function checkShare({ kind, number, percent, reserve, selector }: OpenScope): Refusal | undefined {
  if ((number === undefined) === (percent === undefined) || (percent !== undefined && kind !== 'FLOOR'))
    return refuse('QUO-02', 'NUMBER_UNCLEAR', 'Give exactly one: a number, or, of a floor, a share in per cent.', {
      kind,
      percent: percent ?? null,
    });
  const by = dimensionOf(selector);
  if ((reserve ?? false) !== (by === '') || (reserve && kind !== 'CEILING'))
    return refuse(
      'QUO-01',
      'QUOTA_INCOMPLETE',
      reserve
        ? 'A reserve is a ceiling that counts nobody until its places are moved: leave the selector empty.'
        : 'Say in the selector whom the part counts, or that it is a reserve.',
      { reserve: reserve ?? false, by },
    );
  return undefined;
}

function checkPlace({ scope, parent = WHOLE }: OpenScope, quota: Quota): Refusal | undefined {
  if (scopeOf(quota, scope))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already a part ${scope}; a further one needs another name.`,
      {
        scope,
      },
    );
  const within = scopeOf(quota, parent);
  if (!within || within.isReserve || within.kind === 'FLOOR')
    return refuse('QUO-01', 'UNKNOWN_SCOPE', `${parent} is no part that could be divided further.`, { parent });
  const taken = tallyOf(quota, WHOLE).used + quota.reservations.length;
  if (taken > 0)
    return refuse(
      'QUO-04',
      'PLACES_IN_USE',
      'Places are used or reserved already, and nobody can tell which of them belong to a new part: divide a quota before it is used.',
      { scope, used: tallyOf(quota, WHOLE).used },
    );
  return undefined;
}
