import {
  actOf,
  CountField,
  event,
  IdField,
  KeyField,
  latest,
  PartialDateField,
  refuse,
  type Refusal,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from '../check-quota.js';
import { on, type Quota } from '../quota.js';
import { heldIn, inReserve, leastFrom, scopeOf, tallyOf } from './scope.js';

@InputType({ description: 'Free places move from one part of a quota to another, or from a reserve.' })
export class ReallocatePlaces {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'The part or reserve that gives' }) from!: string;
  @KeyField({ description: 'The part that receives' }) to!: string;
  @CountField({ min: 1 }) number!: number;
  @PartialDateField({ description: 'Since when' }) on!: string;
  @IdField('party', { description: 'Who decides it' }) by!: string;
  @TextField({ optional: true, length: 300, description: 'The decision' }) act?: string;
}

export const placesReallocated = event(
  'PlacesReallocated',
  ReallocatePlaces,
  (d) => `${d.number} places moved from ${d.from} to ${d.to}${d.act ? ` by ${d.act}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const reallocatePlaces = on(ReallocatePlaces, {
  describes: 'Moves free places between two parts, where the text allows it, by whoever may decide it (QUO-08).',
  records: [placesReallocated],
  mandate: actOf(({ by }) => [by]),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) =>
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkAllowed(data, quota) ??
    checkFree(data, quota, context.today) ??
    placesReallocated(data),
  evolve: {
    PlacesReallocated: (quota, { from, to, number, on: day }, { seq }) => ({
      ...quota,
      reallocations: [...quota.reallocations, { seq, from, to, number, on: day }],
    }),
  },
});

function checkAllowed({ from, to, by }: ReallocatePlaces, quota: Quota): Refusal | undefined {
  const [giving, receiving] = [scopeOf(quota, from), scopeOf(quota, to)];
  const rule = quota.terms.reallocation;
  const why = !rule
    ? 'the text on record does not allow moves'
    : !rule.by.includes(by)
      ? `${rule.by.join(' or ')} decides it, not ${by}`
      : !giving || !receiving || from === to
        ? `${from} and ${to} are not two parts of this quota`
        : giving.parent !== receiving.parent
          ? `${from} and ${to} are not parts of the same whole`
          : giving.kind !== 'CEILING' || receiving.kind !== 'CEILING' || receiving.isReserve
            ? 'places move between ceilings, or from a reserve to one'
            : rule.scopes && ![from, to].every((scope) => rule.scopes!.includes(scope))
              ? `the text allows moves between ${rule.scopes.join(', ')} only`
              : undefined;
  return why === undefined
    ? undefined
    : refuse('QUO-08', 'REALLOCATION_NOT_ALLOWED', `No places move from ${from} to ${to}: ${why}.`, { from, to, by });
}

function checkFree({ from, number, on: day }: ReallocatePlaces, quota: Quota, today: string): Refusal | undefined {
  const giving = scopeOf(quota, from)!;
  const used = tallyOf(quota, from).used + heldIn(quota, from, today);
  const free = leastFrom(quota, giving, latest(day)) - used - inReserve(quota, from, latest(day));
  return number <= free
    ? undefined
    : refuse(
        'QUO-08',
        'REALLOCATION_BELOW_USED',
        `${from} has ${Math.max(0, free)} free places: ${used} are used or reserved. Move no more than these.`,
        { from, asked: number, free: Math.max(0, free), used },
      );
}
