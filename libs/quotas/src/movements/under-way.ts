import { type Context, refuse, type Refusal } from '#kernel';
import { checkParty, checkSet } from '../check-quota.js';
import type { Placed, Quota } from '../quota.js';
import { checkDay, checkNoPersons, textsOf } from './check-movement.js';
import { type Movement, type Stage, sumOf, takeFrom } from './movement.js';

/** What happens to workers of an admission before they have arrived. */
export interface OfAdmission {
  quota: string;
  admission: string;
  number?: number;
  on: string;
}

/** Those of an admission whom a command is about: so many, or all who have not arrived. */
function concerned(quota: Quota, { admission, number }: OfAdmission): { taken: Placed[]; left: Placed[] } {
  const groups = quota.underWay.find((entry) => entry.admission === admission)?.groups ?? [];
  if (number === undefined) return { taken: groups, left: [] };
  let missing = number;
  const wanted = groups.map((group) => {
    const some = Math.min(group.number, missing);
    missing -= some;
    return { ...group, number: some };
  });
  return takeFrom(groups, wanted);
}

/** The movements of those whom a command is about, told as their admission was. */
export const movedOf = (quota: Quota, data: OfAdmission, stage: Stage, sign: 1 | -1): Movement[] => {
  const { channel, recruiter } = quota.underWay.find(({ admission }) => admission === data.admission) ?? {};
  return concerned(quota, data).taken.map((group) => ({
    stage,
    number: sign * group.number,
    group,
    on: data.on,
    channel,
    recruiter,
  }));
};

/** The admissions under way without those whom a command is about. */
export const withoutThem = (quota: Quota, data: OfAdmission): Quota['underWay'] =>
  quota.underWay.flatMap((entry) => {
    if (entry.admission !== data.admission) return [entry];
    const { left } = concerned(quota, data);
    return left.length > 0 ? [{ ...entry, groups: left }] : [];
  });

/** QUO-17: only who is still awaited can be cancelled, or arrive. */
export function checkAwaited(data: OfAdmission, quota: Quota, context: Context): Refusal | undefined {
  const refused =
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkNoPersons(textsOf([], {}, context), []) ??
    checkDay(data.on, quota, context);
  if (refused) return refused;
  const { admission, number, on } = data;
  const entry = quota.underWay.find((candidate) => candidate.admission === admission);
  const awaited = sumOf(entry?.groups ?? []);
  if (!entry || (number ?? 1) > awaited)
    return refuse(
      'QUO-17',
      'ALREADY_ARRIVED',
      `Of the admission ${admission} ${awaited} are awaited. Who has arrived keeps the place; who replaces them is a new admission.`,
      { admission, asked: number ?? null, awaited },
    );
  return on < entry.on
    ? refuse('QUO-17', 'BEFORE_ADMISSION', `${on} lies before the admission on ${entry.on}.`, {
        on,
        admittedOn: entry.on,
      })
    : undefined;
}
