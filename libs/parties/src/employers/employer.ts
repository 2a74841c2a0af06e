import {
  type Actor,
  choices,
  commandsOf,
  earliest,
  latest,
  type PartialDate,
  type PlainDate,
  refuse,
  type Refusal,
} from '#kernel';
import type { AppealRoute } from '../permissions/appeal-route.js';
import { type Lasting, mayHold, surelyHolds, type Until } from '../permissions/until.js';
import type { RecordKind } from './require-record-keeping.js';

export const RestrictionKind = choices(
  'RestrictionKind',
  {
    SUSPENSION: 'The employer rests from the programme until a matter is cleared.',
    BAN: 'The employer is shut out.',
  },
  'What an authority imposes on an employer (EMP-02).',
);
export type RestrictionKind = keyof typeof RestrictionKind;

export const AppealOutcome = choices(
  'AppealOutcome',
  {
    UPHELD: 'The restriction stands as it was.',
    ALTERED: 'It stands with another end.',
    QUASHED: 'It stands no longer.',
  },
  'What became of an appeal.',
);
export type AppealOutcome = keyof typeof AppealOutcome;

export const Standing = choices(
  'EmployerStanding',
  {
    APPROVED: 'An approval surely holds, and nothing restricts it.',
    NOT_APPROVED: 'No approval on record surely holds.',
    SUSPENDED: 'A suspension stands, or may stand as far as its dates tell.',
    BANNED: 'A ban stands, or may stand as far as its dates tell.',
  },
  'Whether an employer may take part on a day (EMP-02).',
);
export type Standing = keyof typeof Standing;

/** For which part of an employer's hiring something was decided; what is absent is not narrowed. */
export interface Reach {
  arrangement?: string;
  /** States of origin. */
  origins?: string[];
  sectors?: string[];
}

/** Which hiring a question is about; what is absent is not asked about, so that everything decided counts. */
export interface Hiring {
  arrangement?: string;
  origin?: string;
  sector?: string;
}

export interface Approval extends Reach, Lasting {
  seq: number;
  approval: string;
  by: string;
  ground: string;
  ended?: { seq: number; on: PartialDate; ground: string; appeal: AppealRoute };
}

/** An appeal against a restriction. While one that stays it is pending, the restriction rests. */
export interface Appeal {
  seq: number;
  on: PartialDate;
  before: string;
  stays: boolean;
  decided?: { seq: number; on: PartialDate; outcome: AppealOutcome; until?: Until; ground: string };
}

export interface Restriction extends Reach, Lasting {
  seq: number;
  restriction: string;
  kind: RestrictionKind;
  by: string;
  ground: string;
  appeal: AppealRoute;
  /** The restriction of a predecessor that was passed on by decision (EMP-03). */
  passedFrom?: { employer: string; restriction: string };
  ended?: { seq: number; on: PartialDate; ground: string };
  appeals: Appeal[];
}

/** A duty to keep records, with where it comes from (EMP-07). */
export interface RecordKeeping {
  seq: number;
  requirement: string;
  kinds: RecordKind[];
  years: number;
  law?: string;
  arrangement?: string;
  clause?: string;
}

/** An employer as registered, and what authorities decided about it. */
export interface Employer {
  seq: number;
  name: string;
  country: string;
  sectors: string[];
  /** The party that it is, where it takes part in arrangements itself. */
  party?: string;
  approvals: Approval[];
  restrictions: Restriction[];
  successions: { seq: number; predecessor: string; on: PartialDate; description?: string }[];
  recordKeeping: RecordKeeping[];
  destructions: { seq: number; kinds: RecordKind[]; madeUntil: PlainDate; on: PlainDate }[];
}

export const { opens, on } = commandsOf<Employer>();

export interface StandingOn {
  standing: Standing;
  /** What decides it: the approval or the restriction that stands. */
  approval?: Approval;
  restriction?: Restriction;
}

/**
 * EMP-02: whether an employer may take part on a day, for some hiring or at all. The worst that stands counts; asked without
 * narrowing, a ban under any arrangement does. A restriction of a predecessor does not (EMP-03).
 */
export function employerStandingOn(employer: Employer, day: PlainDate, hiring: Hiring = {}): StandingOn {
  const standing = employer.restrictions.filter((entry) => reaches(entry, hiring) && restrictionStands(entry, day));
  const restriction = standing.find(({ kind }) => kind === 'BAN') ?? standing[0];
  if (restriction) return { standing: restriction.kind === 'BAN' ? 'BANNED' : 'SUSPENDED', restriction };
  const approval = employer.approvals.find((entry) => reaches(entry, hiring) && surelyHolds(entry, day));
  return approval ? { standing: 'APPROVED', approval } : { standing: 'NOT_APPROVED' };
}

const reaches = ({ arrangement, origins, sectors }: Reach, asked: Hiring) =>
  (arrangement === undefined || asked.arrangement === undefined || arrangement === asked.arrangement) &&
  (!origins?.length || asked.origin === undefined || origins.includes(asked.origin)) &&
  (!sectors?.length || asked.sector === undefined || sectors.includes(asked.sector));

/** Whether a restriction stands on a day, or may stand: not when it rests by an appeal, was quashed, or has another end by then. */
export function restrictionStands({ appeals, ...restriction }: Restriction, day: PlainDate): boolean {
  if (appeals.some((appeal) => appeal.stays && latest(appeal.on) <= day && !isDecided(appeal, day))) return false;
  const decided = appeals.flatMap((appeal) => (isDecided(appeal, day) ? [appeal.decided!] : []));
  if (decided.some(({ outcome }) => outcome === 'QUASHED')) return false;
  const until = decided.findLast((decision) => decision.until)?.until ?? restriction.until;
  return mayHold({ ...restriction, until }, day);
}

const isDecided = ({ decided }: Appeal, day: PlainDate) => decided !== undefined && earliest(decided.on) <= day;

/**
 * EMP-02: why a banned or suspended employer admits nobody on a day; undefined where nothing forbids it. That it is approved
 * is asked of `employerStandingOn`.
 */
export function checkNotRestricted(
  id: string,
  employer: Employer,
  day: PlainDate,
  hiring?: Hiring,
): Refusal | undefined {
  const { restriction } = employerStandingOn(employer, day, hiring);
  if (!restriction) return undefined;
  const { kind, by, from, until } = restriction;
  const banned = kind === 'BAN';
  return refuse(
    'EMP-02',
    banned ? 'EMPLOYER_BANNED' : 'EMPLOYER_SUSPENDED',
    `${id} is ${banned ? 'banned' : 'suspended'} by ${by} from ${from}, ${until.lastDay ? `until ${until.lastDay}` : 'without an end'}: it admits nobody on ${day}.`,
    { employer: id, restriction: restriction.restriction, by, from, lastDay: until.lastDay ?? null, on: day },
  );
}

/** GEN-10: an employer speaks for itself only. */
export function checkOwn(actor: Actor, employer: Employer, id: string): Refusal | undefined {
  if (actor.role !== 'EMPLOYER' || (actor.onBehalfOf !== undefined && actor.onBehalfOf === employer.party))
    return undefined;
  return refuse('GEN-10', 'NOT_MANDATED', `${actor.onBehalfOf ?? 'The actor'} cannot speak for ${id}.`, {
    actingFor: actor.onBehalfOf ?? null,
    employer: id,
  });
}
