import { event, IdField, PlainDateField, refuse, type Refusal, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from '../check-quota.js';
import { on, type Quota } from '../quota.js';
import { tallyOf } from '../scopes/scope.js';
import { WorkerGroup } from '../scopes/selector.js';
import { checkNoPersons, textsOf } from './check-movement.js';
import { type Movement, placed, sumOf, tallied } from './movement.js';

@InputType({ description: 'Workers came home. The places they used stay used.' })
export class RecordReturn {
  @IdField('quota') quota!: string;
  @PlainDateField() on!: string;
  @IdField('employer', { optional: true }) employer?: string;
  @ShapeField(() => WorkerGroup, { list: true, description: 'How many of whom' }) groups!: WorkerGroup[];
}

export const workersReturned = event('WorkersReturned', RecordReturn, (d) => `${sumOf(d.groups)} came home`, {
  bulk: true,
  effective: (d) => ({ from: d.on }),
});

export const recordReturn = on(RecordReturn, {
  describes: 'Records that workers came home, also after the period; no place becomes free by it.',
  records: [workersReturned],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide(data, quota, context) {
    const texts = textsOf(data.groups, {}, context);
    return (
      checkSet(quota) ??
      checkParty(quota, context) ??
      checkNoPersons(
        texts,
        Object.keys(texts).filter((field) => field.startsWith('groups')),
      ) ??
      checkAbroad(data, quota) ??
      workersReturned(data)
    );
  },
  evolve: { WorkersReturned: (quota, data) => ({ ...quota, tallies: tallied(quota, returned(quota, data)) }) },
});

/** QUO-16: in no part of the quota more come home than arrived. */
function checkAbroad(data: RecordReturn, quota: Quota): Refusal | undefined {
  const groups = placed(quota, data.groups, data.employer);
  for (const scope of new Set(groups.flatMap(({ scopes }) => scopes))) {
    const { departed, returned: before } = tallyOf(quota, scope);
    const asked = sumOf(groups.filter(({ scopes }) => scopes.includes(scope)));
    if (asked > departed - before)
      return refuse(
        'QUO-16',
        'MORE_THAN_ARRIVED',
        `${asked} are said to have come home, and ${departed - before} who arrived in ${scope} have not yet.`,
        { scope, asked, abroad: departed - before },
      );
  }
  return undefined;
}

export const returned = (quota: Quota, { groups, employer, on: day }: RecordReturn): Movement[] =>
  placed(quota, groups, employer).map((group) => ({ stage: 'RETURNED', number: group.number, group, on: day }));
