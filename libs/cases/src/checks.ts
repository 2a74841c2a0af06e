import {
  type Actor,
  type Class,
  type Context,
  type Mandate,
  personalDataIn,
  type PlainDate,
  refuse,
  type Refusal,
  Role,
} from '#kernel';
import type { CaseFile, Doer, Finding, Move, Remedy } from './case.js';
import { doerFrom } from './case.js';
import { MOVES, openCritical, phaseOn } from './phase.js';
import { idOf, type Official } from './terms.js';

/** What an event records: the command, and what the registry worked out beside it. Keeps the shape, and with it the seals. */
export const made = <D extends object>(shape: Class<D>, ...parts: Partial<D>[]): D =>
  Object.assign(
    new shape(),
    ...parts.map((part) => Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))),
  ) as D;

/**
 * The act of an authority: of a government for itself, or transcribed by the secretariat from a source that tells whose act
 * it was (GEN-10).
 */
export const authority = <D extends { by?: Official }>(): Mandate<D> => ({
  roles: [Role.GOVERNMENT, Role.SECRETARIAT],
  actOf: ({ by }) => (by ? [by.party] : []),
});

/** As {@link authority}, and unions beside: who may look into a matter without deciding it. */
export const observer = <D extends { by?: Official }>(): Mandate<D> => ({
  roles: [Role.GOVERNMENT, Role.UNION, Role.SECRETARIAT],
  actOf: ({ by }) => (by ? [by.party] : []),
});

/** Whose act it is. */
export const doer = (by: Official | undefined, { actor }: Context): Doer => by ?? doerFrom(actor);

/** GEN-09 and GEN-10: a government acts in cases under its own arrangements; the secretariat says whose act it transcribes. */
export function checkDoer(
  by: Official | undefined,
  parties: readonly string[],
  { actor }: Context,
): Refusal | undefined {
  if (actor.role === Role.SECRETARIAT && !by)
    return refuse(
      'GEN-10',
      'WHOSE_ACT',
      'The secretariat transcribes the acts of others: name in `by` the authority and, by an opaque id, the person.',
    );
  if (by && actor.role !== Role.SECRETARIAT && by.party !== actor.onBehalfOf)
    return refuse(
      'GEN-10',
      'NOT_MANDATED',
      `${actor.onBehalfOf ?? 'The actor'} cannot record the act of ${by.party}.`,
      {
        actingFor: actor.onBehalfOf ?? null,
        actOf: by.party,
      },
    );
  if (actor.role === Role.GOVERNMENT && !parties.includes(actor.onBehalfOf ?? ''))
    return refuse(
      'GEN-09',
      'NOT_MANDATED',
      `${actor.onBehalfOf ?? 'The actor'} is not a party to the arrangement: ${parties.join(', ')} are.`,
      { actingFor: actor.onBehalfOf ?? null, parties },
    );
  return undefined;
}

/** GEN-05: an act in a case is neither before its opening nor in the future. */
export function checkDay(on: PlainDate, openedOn: PlainDate, { today }: Context): Refusal | undefined {
  if (on < openedOn)
    return refuse('GEN-05', 'DATE_ORDER', `The case was opened on ${openedOn}; nothing happened in it on ${on}.`, {
      on,
      openedOn,
    });
  return on > today
    ? refuse('GEN-05', 'NOT_YET', `${on} is not over: record it when it has happened.`, { on, today })
    : undefined;
}

/** That a case can make this move on that day. While it rests, only its resumption or withdrawal moves it (CMP-05). */
export function checkMove(
  file: CaseFile,
  move: Exclude<Move, 'STAY' | 'RESUME'>,
  on: PlainDate,
  context: Context,
): Refusal | undefined {
  const wrongDay = checkDay(on, file.openedOn, context);
  if (wrongDay) return wrongDay;
  const { phase, under } = phaseOn(file, on);
  if (phase === 'STAYED' && move !== 'WITHDRAW') return stayed(on);
  const { from, rule } = MOVES[move];
  return from.includes(under ?? phase)
    ? undefined
    : refuse(
        rule,
        'WRONG_PHASE',
        `On ${on} the case is ${inWords(phase)}; for this it has to be ${from.map(inWords).join(' or ')}.`,
        { phase, needed: from },
      );
}

const inWords = (phase: string) => phase.toLowerCase().replaceAll('_', ' ');

const stayed = (on: PlainDate): Refusal =>
  refuse('CMP-05', 'STAYED', `On ${on} the case rests; resume it first. What rests is not refused.`, { on });

/** CMP-05: nothing is done in a case while it rests. */
export const checkAwake = (file: CaseFile, on: PlainDate, context: Context): Refusal | undefined =>
  checkDay(on, file.openedOn, context) ?? (phaseOn(file, on).phase === 'STAYED' ? stayed(on) : undefined);

/** CMP-02: words that tell one person apart from all others are refused, and nothing of them is kept. */
export function checkWords(...words: (string | undefined)[]): Refusal | undefined {
  const found = words.map((text) => text && personalDataIn(text)).find((what) => what);
  return found
    ? refuse(
        'CMP-02',
        'PERSONAL_DATA_REFUSED',
        `The words contain ${found}. Who a worker is stays outside the registry: leave it out, and keep it where the sealed reference leads.`,
        { found },
      )
    : undefined;
}

/** GEN-10: a respondent speaks for itself; the secretariat transcribes what it said from a source. */
export function checkSpokesman(file: CaseFile, { actor, provenance }: Context): Refusal | undefined {
  if (actor.role === Role.SECRETARIAT)
    return provenance.sources?.length
      ? undefined
      : refuse('GEN-10', 'NOT_MANDATED', 'The secretariat records what a respondent said only from a source.');
  return isRespondent(file, actor)
    ? undefined
    : refuse('GEN-10', 'NOT_MANDATED', `Only ${idOf(file.respondent)} speaks for itself here.`, {
        respondent: idOf(file.respondent),
        actingFor: actor.onBehalfOf ?? null,
      });
}

export const isRespondent = ({ spokenForBy }: CaseFile, { onBehalfOf }: Actor): boolean =>
  spokenForBy !== undefined && spokenForBy === onBehalfOf;

/** CMP-07: nobody decides in its own case, and whoever looked into it does not decide on it. */
export function checkUnbiased(file: CaseFile, investigators: readonly Doer[], decider: Doer): Refusal | undefined {
  const sides = [file.spokenForBy, file.complainant?.party];
  if (decider.party !== undefined && sides.includes(decider.party))
    return refuse('CMP-07', 'CONFLICT_OF_INTEREST', `${decider.party} is a side in this case; another decides it.`, {
      party: decider.party,
    });
  return investigators.some(({ officer }) => officer === decider.officer)
    ? refuse(
        'CMP-07',
        'CONFLICT_OF_INTEREST',
        `${decider.officer} has looked into it; another person decides on what was found.`,
        { officer: decider.officer },
      )
    : undefined;
}

/** GEN-09, GEN-10 and CMP-07: who may move a case: an authority of the parties, or one transcribed, that is no side in it. */
export const checkMover = (file: CaseFile, by: Official | undefined, context: Context): Refusal | undefined =>
  checkDoer(by, file.parties, context) ?? checkUnbiased(file, [], doer(by, context));

/** Everyone who looked into a case. */
export const investigatorsOf = ({ steps, findings, kind, openedBy }: CaseFile): Doer[] => [
  ...steps.filter(({ move }) => move === 'INVESTIGATE').map(({ by }) => by),
  ...findings.map(({ by }) => by),
  ...(kind === 'CHECK' ? [openedBy] : []),
];

/** CMP-11: a case with a critical finding that is not mended, and verified to be, does not end. */
export function checkNothingCritical(file: CaseFile, on: PlainDate): Refusal | undefined {
  const open = openCritical(file, on).map(({ finding }) => finding);
  return open.length === 0
    ? undefined
    : refuse(
        'CMP-11',
        'VERIFIED_REMEDY_REQUIRED',
        `Critical: ${open.join(', ')}. The case ends when another has verified what mends it, or when the finding is withdrawn.`,
        { findings: open },
      );
}

export const findingOf = (file: CaseFile, finding: string): Finding | Refusal =>
  file.findings.find((entry) => entry.finding === finding) ??
  refuse('CMP-08', 'UNKNOWN_FINDING', `The case has no finding ${finding}.`, { finding });

export const remedyOf = (file: CaseFile, remedy: string): Remedy | Refusal =>
  file.remedies.find((entry) => entry.remedy === remedy) ??
  refuse('CMP-10', 'UNKNOWN_REMEDY', `The case has no remedy ${remedy}.`, { remedy });
