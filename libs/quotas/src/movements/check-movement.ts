import { arrangementDecider, consentingParties, isIscoCode } from '#arrangements';
import { type Context, type PlainDate, refuse, type Refusal } from '#kernel';
import { checkLicensed, checkNotRestricted, employerDecider, employerStandingOn, recruiterDecider } from '#parties';
import { checkInForce, checkParty, checkSet } from '../check-quota.js';
import { isOutside, type Placed, type Quota } from '../quota.js';
import { allowanceOn, heldIn, inReserve, type Scope, scopeOf, tallyOf, unreachableFloors } from '../scopes/scope.js';
import type { WorkerGroup } from '../scopes/selector.js';
import { sectorOf, sumOf } from './movement.js';

/** What every movement tells. */
export interface Told {
  quota: string;
  on: PlainDate;
  groups: readonly WorkerGroup[];
  employer?: string;
  recruiter?: string;
}

/** Streams that a movement reads. An import asks before there is a state, and learns of those that the command names. */
export const readsFor = ({ employer, recruiter }: Partial<Told>, quota: Quota | undefined): string[] => [
  ...(quota ? [quota.arrangement] : []),
  ...(employer ? [employer] : []),
  ...(recruiter ? [recruiter] : []),
];

/** What looks like one person's name, papers, address or day of birth; codes and plain words do not. */
const PERSONAL = [
  { what: 'a number of papers', pattern: /\b[A-Z]{1,3}[- ]?\d{6,9}\b/i },
  { what: 'a long number, as of papers or a telephone', pattern: /\d{9,}/ },
  { what: 'an address of electronic mail', pattern: /\S@\S/ },
  { what: 'a form of address', pattern: /\b(mr|mrs|ms|miss|señor|señora|sr|sra)\b\.?[ -]/i },
  { what: 'a name or the number of papers', pattern: /\b(passport|surname|first name|date of birth|born on)\b/i },
];

/** Two words that begin with capitals: a name, where only plain words in lower case are expected. */
const NAME = /\b\p{Lu}\p{Ll}+[ -]\p{Lu}\p{Ll}+/u;

/** QUO-14: what is told of workers are counts and codes; what looks like a person is not taken. */
export function checkNoPersons(
  texts: Readonly<Record<string, string | undefined>>,
  plain: readonly string[],
): Refusal | undefined {
  for (const [field, text] of Object.entries(texts)) {
    if (text === undefined) continue;
    const found =
      PERSONAL.find(({ pattern }) => pattern.test(text))?.what ??
      (plain.includes(field) && NAME.test(text) ? 'a name' : undefined);
    if (found)
      return refuse(
        'QUO-14',
        'PERSONAL_DATA_REFUSED',
        `${field} holds what looks like ${found}. The registry counts workers and names none: leave it out.`,
        { field, looksLike: found },
      );
  }
  return undefined;
}

/** The texts of a movement in which a person could be named. */
export const textsOf = (
  groups: readonly WorkerGroup[],
  names: Readonly<Record<string, string | undefined>>,
  { provenance: { reason, note } }: Context,
): Record<string, string | undefined> => ({
  ...names,
  ...Object.fromEntries(groups.map(({ sector }, index) => [`groups[${index}].sector`, sector])),
  'provenance.reason': reason,
  'provenance.note': note,
});

/** What a new movement needs: an open quota of the actor's own arrangement, a day that has come, and a group that is covered. */
export function checkTold(
  told: Told,
  quota: Quota,
  context: Context,
  names: Readonly<Record<string, string | undefined>>,
) {
  const texts = textsOf(told.groups, names, context);
  return (
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkNoPersons(
      texts,
      Object.keys(texts).filter((field) => !field.startsWith('provenance')),
    ) ??
    checkHasGroups(told) ??
    checkDay(told.on, quota, context) ??
    told.groups.map((group) => checkCovered(group, told, quota, context)).find((refusal) => refusal !== undefined)
  );
}

const checkHasGroups = ({ groups }: Told): Refusal | undefined =>
  groups.length > 0
    ? undefined
    : refuse(
        'QUO-14',
        'GROUPS_MISSING',
        'Say how many workers of which origin, occupation, sex and age: give at least one group.',
      );

/** QUO-15: a day within the period that has come; a later one is reserved for. */
export function checkDay(on: PlainDate, quota: Quota, { today }: Context): Refusal | undefined {
  if (quota.period && isOutside(on, quota.period))
    return outOfScope(`${on} lies outside the period ${quota.period.label}`, {
      on,
      from: quota.period.from ?? null,
      to: quota.period.to ?? null,
    });
  return on > today
    ? refuse(
        'QUO-16',
        'DAY_TO_COME',
        `${on} has not come yet: what is planned is a reservation, recorded when it is made.`,
        {
          on,
          today,
        },
      )
    : undefined;
}

/** QUO-15: corridor, sector, occupation, and the arrangement on that day. */
function checkCovered(group: WorkerGroup, { on }: Told, quota: Quota, context: Context): Refusal | undefined {
  const { origins, sectors, occupations } = quota.scope;
  const { origin, occupation } = group;
  const sector = sectorOf(quota, group);
  const arrangement = context.other(arrangementDecider, quota.arrangement);
  const stands = quota.setting!.ground === 'ARRANGEMENT';
  if (
    origins.length > 0
      ? !origins.includes(origin)
      : stands && arrangement && !consentingParties(arrangement).includes(origin)
  )
    return outOfScope(`${origin} is no origin that the quota covers`, { origin, covered: origins });
  if (sectors.length > 0 && (sector === undefined || !sectors.includes(sector)))
    return outOfScope(
      sector === undefined ? `name the sector, one of ${sectors.join(', ')}` : `the sector ${sector} is not covered`,
      { sector: sector ?? null, covered: sectors },
    );
  if (!isIscoCode(occupation) || (occupations.length > 0 && !occupations.some((code) => occupation.startsWith(code))))
    return outOfScope(`the occupation ${occupation} is not covered`, { occupation, covered: occupations });
  return stands && arrangement ? checkInForce(quota, { label: on, from: on }, context) : undefined;
}

const outOfScope = (why: string, facts: Record<string, string | null | readonly string[]>) =>
  refuse('QUO-15', 'OUT_OF_SCOPE', `This admission is outside of the quota: ${why}.`, facts);

/**
 * QUO-15 with EMP-02 and EMP-04: an employer that is named is approved and not restricted on the day, and a recruiter that
 * is named is licensed by each origin, and by the destination where the text asks for that.
 */
export function checkWhoHires(
  { on, groups, employer: employerId, recruiter: recruiterId }: Told,
  quota: Quota,
  context: Context,
): Refusal | undefined {
  if (employerId !== undefined) {
    const employer = context.other(employerDecider, employerId);
    if (!employer) return outOfScope(`${employerId} is not registered as an employer`, { employer: employerId });
    for (const group of groups) {
      const hiring = { arrangement: quota.arrangement, origin: group.origin, sector: sectorOf(quota, group) };
      const restricted = checkNotRestricted(employerId, employer, on, hiring);
      if (restricted) return restricted;
      if (employerStandingOn(employer, on, hiring).standing !== 'APPROVED')
        return outOfScope(`${employerId} has no approval on record that holds on ${on}`, { employer: employerId, on });
    }
  }
  if (recruiterId === undefined) return undefined;
  const recruiter = context.other(recruiterDecider, recruiterId);
  if (!recruiter) return outOfScope(`${recruiterId} is not registered as a recruiter`, { recruiter: recruiterId });
  const { destination } = quota.scope;
  const jurisdictions = [
    ...new Set(groups.map(({ origin }) => origin)),
    ...(quota.terms.destinationLicence && destination ? [destination] : []),
  ];
  return checkLicensed(recruiterId, recruiter, jurisdictions, on);
}

/** What is taken of each scope, once some groups are added and others given back. */
const takenWith =
  (quota: Quota, added: readonly Placed[], freed: readonly Placed[], today: PlainDate) => (scope: string) =>
    tallyOf(quota, scope).used +
    heldIn(quota, scope, today) +
    sumOf(added.filter(({ scopes }) => scopes.includes(scope))) -
    sumOf(freed.filter(({ scopes }) => scopes.includes(scope)));

/**
 * QUO-05, QUO-06 and QUO-20: places are free in each part that the groups count in and in the whole, which is the ceiling
 * of all origins where the parts are the shares of each. `freed`: reserved places that are used.
 */
export function checkPlaces(
  quota: Quota,
  added: readonly Placed[],
  freed: readonly Placed[],
  on: PlainDate,
  today: PlainDate,
): Refusal | undefined {
  const taken = takenWith(quota, added, freed, today);
  for (const name of new Set(added.flatMap(({ scopes }) => scopes).toReversed())) {
    const scope = scopeOf(quota, name)!;
    if (scope.kind !== 'CEILING') continue;
    const asked = sumOf(added.filter(({ scopes }) => scopes.includes(name)));
    const unset = checkNumberKnown(scope, quota, on);
    if (unset) return unset;
    const most = allowanceOn(quota, scope, on).most - inReserve(quota, name, on);
    if (taken(name) <= most) continue;
    const left = Math.max(0, most - taken(name) + asked);
    return awaited(scope, taken(name), left) ?? exceeded(name, asked, left);
  }
  const before = unreachableFloors(quota, on, takenWith(quota, [], [], today));
  const strict = unreachableFloors(quota, on, taken).find(
    (floor) => floor.isStrict && !before.some(({ scope }) => scope === floor.scope),
  );
  return (
    strict &&
    refuse(
      'QUO-09',
      'FLOOR_AT_RISK',
      `The floor ${strict.scope} could no longer be reached, and the text does not let that happen: too few places would be left.`,
      { floor: strict.scope },
    )
  );
}

const exceeded = (scope: string, asked: number, left: number) =>
  refuse(
    'QUO-05',
    'CEILING_EXCEEDED',
    `${asked} ${asked === 1 ? 'place is' : 'places are'} asked for in ${scope}, and ${left} ${left === 1 ? 'is' : 'are'} left.`,
    { scope, asked, left },
  );

/** QUO-02 and QUO-12: nothing can be used of a number that is to be set, or whose condition nobody has confirmed. */
function checkNumberKnown(scope: Scope, quota: Quota, on: PlainDate): Refusal | undefined {
  const { stated } = allowanceOn(quota, scope, on);
  if (!stated)
    return refuse(
      'QUO-12',
      'CONDITION_UNCONFIRMED',
      `No number counts for ${scope.scope} on ${on}: it depends on a condition that nobody has confirmed, or begins later.`,
      { scope: scope.scope, on },
    );
  return stated.value.number.toBeSetYearly
    ? refuse('QUO-02', 'NUMBER_NOT_SET', `The number for ${scope.scope} is still to be set: revise the quota first.`, {
        scope: scope.scope,
      })
    : undefined;
}

/** QUO-12: what would fit into an increase counts only once its condition is confirmed. */
function awaited({ scope, numbers }: Scope, taken: number, left: number): Refusal | undefined {
  const waiting = numbers.find(
    ({ value: { condition, number } }) => condition && !condition.outcome && (number.limited ?? Infinity) >= taken,
  );
  return (
    waiting &&
    refuse(
      'QUO-12',
      'CONDITION_UNCONFIRMED',
      `${left} places are left in ${scope}; the increase to ${waiting.value.number.limited} counts once its condition is confirmed: ${waiting.value.condition!.text}`,
      { scope, left, conditional: waiting.value.number.limited ?? null },
    )
  );
}

/** QUO-09: the floors that these groups would make unreachable, and that were not before. */
export function endangered(
  quota: Quota,
  added: readonly Placed[],
  freed: readonly Placed[],
  on: PlainDate,
  today: PlainDate,
): string[] {
  const before = unreachableFloors(quota, on, takenWith(quota, [], [], today));
  return unreachableFloors(quota, on, takenWith(quota, added, freed, today))
    .filter((floor) => !before.includes(floor))
    .map(({ scope }) => scope);
}
