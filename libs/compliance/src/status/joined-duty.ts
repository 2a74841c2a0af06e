import { arrangementDecider, type ClauseCode, clausesOn } from '#arrangements';
import { caseDecider, type CaseFile, factsOf } from '#cases';
import { add, type Joined, ofKind, type PlainDate, type Subject } from '#kernel';
import {
  arrangementFacts,
  calendarDecider,
  calendarOf,
  type DutyBearer,
  type Facts,
  joinFacts,
  type Linked,
  namedCalendars,
  namedDuties,
  type Obligation,
  obligationDecider,
  obligationOf,
  type ObligationRecord,
  timeline,
} from '#rights';
import type { Duty } from './duty.js';

/** The clause of an arrangement, as cases answer to it and duties ask for it. */
const clauseName = (arrangement: string, clause: string): string => `clause:${arrangement}/${clause}`;

/** Under which names a case is asked for: the clauses that it is about, and the duties that its findings name. */
export const namesOfCase = ({ state }: Subject<CaseFile>): string[] => [
  ...state.clauses.map((clause) => clauseName(state.arrangement, clause)),
  ...state.findings.map(({ obligation, draft }) => obligation ?? clauseName(state.arrangement, draft.clause)),
];

/** What the status of a duty follows from: its arrangement, its calendars, the duties that it names, and cases. */
export const asksFor = ({ id, state }: Subject<ObligationRecord>): string[] => [
  id,
  state.arrangement,
  clauseName(state.arrangement, state.clause),
  ...namedCalendars(state),
  ...namedDuties(state),
];

/** A duty with all that is known of it, and its statuses: occurrences that begin up to a day. Pure. */
export function dutyOf({ root, others }: Joined<ObligationRecord>, until: PlainDate): Duty {
  const about = factsFrom(others);
  const linked = ofKind(others, obligationDecider).map(({ id, state }): [string, Linked] => {
    const obligation = obligationOf(id, state);
    return [id, { obligation, facts: about(state, obligation) }];
  });
  const obligation = obligationOf(root.id, root.state);
  const facts = joinFacts(about(root.state, obligation), { others: Object.fromEntries(linked) });
  return { obligation, facts, timelines: timeline(obligation, facts, until) };
}

/** What subjects tell of a duty: its own stream, its arrangement, calendars, and the cases that are about it. */
function factsFrom(subjects: readonly Subject[]): (record: ObligationRecord, duty: Obligation) => Facts {
  const arrangements = new Map(ofKind(subjects, arrangementDecider).map(({ id, state }) => [id, state]));
  const cases = ofKind(subjects, caseDecider).map(({ state }) => state);
  const calendars = Object.fromEntries(
    ofKind(subjects, calendarDecider).map(({ id, state }) => [id, calendarOf(state)]),
  );
  return (record, duty) => {
    const arrangement = arrangements.get(duty.arrangement);
    return joinFacts(
      record.facts,
      { calendars },
      ...(arrangement ? [arrangementFacts(arrangement, duty)] : []),
      ...cases.map((file) => caseFacts(file, duty)),
    );
  };
}

/** What a case tells of a duty. A finding that names none is about those of its clause that bind its respondent. */
export function caseFacts(file: CaseFile, { id, arrangement, clause, versions }: Obligation) {
  const isBound = versions.some(({ value }) => value.bearers.some((bearer) => binds(bearer, file)));
  return factsOf(file, { id, arrangement, clause: isBound ? clause : '' });
}

/** Whether a bearer is the respondent of a case, or the class to which it belongs. */
function binds({ party, employer, recruiter, everyone }: DutyBearer, { respondent, corridor }: CaseFile): boolean {
  if (!everyone)
    return (
      (party !== undefined && party === respondent.party) ||
      (employer !== undefined && employer === respondent.employer) ||
      (recruiter !== undefined && recruiter === respondent.recruiter)
    );
  const isOfClass =
    (everyone.of === 'EMPLOYER' && respondent.employer !== undefined) ||
    (everyone.of === 'RECRUITER' && respondent.recruiter !== undefined);
  return (
    isOfClass && (corridor === undefined || [corridor.origin, corridor.destination].includes(everyone.jurisdiction))
  );
}

/**
 * How far occurrences are expanded when rows are written: to the end of the second year after the last event that any of
 * the subjects has. No clock: the same events expand as far for ever.
 */
export function horizonOf({ root, others }: Joined<ObligationRecord>): PlainDate {
  const last = [root, ...others]
    .flatMap(({ evidence }) => evidence.at(-1)?.recordedAt ?? [])
    .reduce((latest, at) => (at > latest ? at : latest), '');
  return `${add(last.slice(0, 10), { years: 2 }).slice(0, 4)}-12-31`;
}

/** The matter of the clause of a duty, as it is coded last. */
export const codeOf = ({ root, others }: Joined<ObligationRecord>): ClauseCode | undefined =>
  ofKind(others, arrangementDecider)
    .filter(({ id }) => id === root.state.arrangement)
    .flatMap(({ state }) => clausesOn(state, '9999-12-31'))
    .find(({ clause }) => clause === root.state.clause)?.version.value.code;
