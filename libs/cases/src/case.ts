import { ClauseCode, type Severity } from '#arrangements';
import { type Actor, commandsOf, type PlainDate, type RecordedEvent } from '#kernel';
import type {
  CaseCorridor,
  CaseKind,
  CaseOutcome,
  CaseTimes,
  CheckPrompt,
  Complainant,
  FactsPeriod,
  FindingMethod,
  FindingResult,
  FoundBy,
  InadmissibleGround,
  Official,
  RemedyOrder,
  ReplyStance,
  Respondent,
  Rung,
  StayGround,
} from './terms.js';

/** Who did it: the authority or organisation, and the person by an opaque id. */
export interface Doer {
  party?: string;
  officer: string;
}

interface Act {
  seq: number;
  on: PlainDate;
  by: Doer;
}

/** What moves a case from one phase to the next. */
export type Step = Act &
  (
    | { move: 'ADMIT' }
    | { move: 'REJECT'; ground: InadmissibleGround; referredTo?: string; words?: string }
    | { move: 'CONCILIATE' }
    | { move: 'SETTLE'; words?: string }
    | { move: 'INVESTIGATE' }
    | { move: 'DECIDE'; outcome: CaseOutcome; words?: string }
    | { move: 'WITHDRAW'; words?: string }
    | { move: 'STAY'; ground: StayGround; where?: string }
    | { move: 'RESUME' }
    | { move: 'CLOSE'; words?: string }
    | { move: 'REOPEN'; words: string }
  );
export type Move = Step['move'];

/** What a finding says, first or after a revision. */
export interface FindingContent {
  clause: string;
  code: ClauseCode;
  result: FindingResult;
  severity: Severity;
  facts: FactsPeriod;
  /** How many workers are concerned; each is one violation (CMP-09). */
  workers?: number;
  words?: string;
}

export interface Reply extends Act {
  stance: ReplyStance;
  words?: string;
}

/** A decision on a finding. The later replaces the earlier, which stays (CMP-14). */
export type Verdict = Act &
  (
    | {
        kind: 'CONFIRMED' | 'REVISED';
        content: FindingContent;
        /** `seq` of the coding of the clause that held when the facts were. */
        clauseVersion?: number;
        noRemedyBecause?: string;
        why?: string;
      }
    | { kind: 'WITHDRAWN'; why?: string }
  );

export interface Remedy extends Omit<RemedyOrder, 'owner' | 'dueOn'> {
  seq: number;
  orderedOn: PlainDate;
  finding: string;
  owner: Respondent;
  dueOn: PlainDate;
  claims: (Act & { words?: string })[];
  checks: (Act & { isDone: boolean; words?: string })[];
}

export interface Finding extends Act {
  finding: string;
  draft: FindingContent;
  foundBy: FoundBy;
  methods: FindingMethod[];
  /** The duty, and which of its occurrences, that it is about. */
  obligation?: string;
  occurrence?: string;
  notified?: Act;
  replies: Reply[];
  verdicts: Verdict[];
}

/**
 * One case: a complaint, a check or a disclosure, with its findings and remedies. Phases, deadlines and the ladder are not
 * stored; they follow from the acts and a day (phase.ts, deadlines.ts). Each statement names its event by `seq`.
 */
export interface CaseFile {
  seq: number;
  kind: CaseKind;
  openedOn: PlainDate;
  arrangement: string;
  /** Clauses of the arrangement by their names in it. */
  clauses: string[];
  /** Their matters. */
  codes: ClauseCode[];
  respondent: Respondent;
  /** The party that speaks for the respondent, where one is registered. */
  spokenForBy?: string;
  complainant?: Complainant;
  corridor?: CaseCorridor;
  facts: FactsPeriod;
  /** What is alleged or looked into. */
  words: string;
  /** The case that it belongs to: a reprisal for a complaint (CMP-03), or what a check came from. */
  linkedTo?: string;
  isReprisal: boolean;
  prompt?: CheckPrompt;
  /** Of a check: the sample that drew it. */
  sample?: string;
  /** Of a disclosure: the case that was under way before it, so that it came too late (CMP-16). */
  afterCase?: string;
  /** The parties to the arrangement when the facts were. */
  parties: string[];
  openedBy: Doer;
  steps: Step[];
  findings: Finding[];
  remedies: Remedy[];
  rungs: (Act & { rung: Rung; to: string })[];
  times: { seq: number; clause?: string; value: CaseTimes }[];
  /** What the case rested on so far; new facts come from elsewhere (CMP-12). */
  sources: string[];
}

export const { opens, on } = commandsOf<CaseFile>();

/** Whose act an event is: what it names where it was transcribed from a source, else whoever recorded it. */
export const doerOf = ({ actor }: RecordedEvent, by: Official | undefined): Doer => by ?? doerFrom(actor);
export const doerFrom = ({ id, onBehalfOf }: Actor): Doer => ({ party: onBehalfOf, officer: id });

/** The case with one more step, and with what the event cites. */
export const withStep = (file: CaseFile, event: RecordedEvent, step: Step): CaseFile => ({
  ...citing(file, event),
  steps: [...file.steps, step],
});

/** The case with the sources of an event among those that it rests on. */
export const citing = (file: CaseFile, { grounds }: RecordedEvent): CaseFile => ({
  ...file,
  sources: [...new Set([...file.sources, ...grounds.sources])],
});

/** The case with one finding changed. */
export const withFinding = (file: CaseFile, finding: string, change: (finding: Finding) => Finding): CaseFile => ({
  ...file,
  findings: file.findings.map((entry) => (entry.finding === finding ? change(entry) : entry)),
});

/** The case with one remedy changed. */
export const withRemedy = (file: CaseFile, remedy: string, change: (remedy: Remedy) => Remedy): CaseFile => ({
  ...file,
  remedies: file.remedies.map((entry) => (entry.remedy === remedy ? change(entry) : entry)),
});
