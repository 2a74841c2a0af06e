import { arrangementDecider, ClauseCode, Severity } from '#arrangements';
import {
  ChoiceField,
  type Context,
  CountField,
  event,
  IdField,
  KeyField,
  refuse,
  type Refusal,
  Role,
  ShapeField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, citing, doerOf, on } from '../case.js';
import { checkAwake, checkDoer, checkWords, doer, made, observer } from '../checks.js';
import { applicability } from '../opening/applicability.js';
import { lastOf, phaseOn } from '../phase.js';
import { ActOnCase } from '../procedure/act-on-case.js';
import { FactsPeriod, FindingMethod, FindingResult, FoundBy, idOf } from '../terms.js';
import { checkSeverity, codedOn } from './severity.js';

@InputType({ description: 'What someone found of a clause. It is a draft until it is notified and confirmed.' })
export class DraftFinding extends ActOnCase {
  @KeyField({ description: 'Short name of the finding within the case' }) finding!: string;
  @KeyField({ description: 'The clause of the arrangement' }) clause!: string;
  @ChoiceField(() => FindingResult, { description: 'Whether the duty was kept' }) result!: FindingResult;
  @ChoiceField(() => Severity, { optional: true, description: 'If graver than usual for the clause' })
  severity?: Severity;
  @ShapeField(() => FactsPeriod, { optional: true, description: 'When it was; absent: as in the case' })
  facts?: FactsPeriod;
  @CountField({ optional: true, description: 'How many workers are concerned; each counts once (CMP-09)' })
  workers?: number;
  @ChoiceField(() => FoundBy, { description: 'Who found it' }) foundBy!: FoundBy;
  @ChoiceField(() => FindingMethod, { list: true, description: 'How it was found; at least one' })
  methods!: FindingMethod[];
  @IdField('obligation', { optional: true, description: 'The duty that it is about' }) obligation?: string;
  @KeyField({ optional: true, description: 'Which occurrence of the duty, e.g. 2026-h1' }) occurrence?: string;
}

@InputType({ isAbstract: true })
export class FindingDrafted extends DraftFinding {
  @ChoiceField(() => ClauseCode) code!: ClauseCode;
  declare severity: Severity;
  declare facts: FactsPeriod;
}

export const findingDrafted = event(
  'FindingDrafted',
  FindingDrafted,
  (d) =>
    `Finding ${d.finding} on ${d.code} drafted: ${d.result.toLowerCase().replaceAll('_', ' ')}, ${d.severity.toLowerCase()}`,
  { effective: (d) => ({ from: d.on }) },
);

/** Whom each role can speak for when it says who found something (IND-02). */
const SPEAKS_FOR: Partial<Record<Role, readonly FoundBy[]>> = {
  UNION: ['UNION', 'JOINT_COMMITTEE', 'AUDITOR'],
  GOVERNMENT: ['INSPECTORATE', 'JOINT_COMMITTEE', 'COURT', 'AUDITOR'],
  SECRETARIAT: ['UNION', 'EMPLOYERS', 'AUDITOR', 'INSPECTORATE', 'JOINT_COMMITTEE', 'COURT'],
};

export const draftFinding = on(DraftFinding, {
  describes: 'Records what was found of a clause, by whom and how. A critical one raises an alert at once (CMP-11).',
  records: [findingDrafted],
  mandate: observer(),
  reads: (_, { arrangement }) => [arrangement],
  decide(data, file, context) {
    const facts = data.facts ?? file.facts;
    const refused =
      checkDoer(data.by, file.parties, context) ??
      checkAwake(file, data.on, context) ??
      checkPhase(file, data) ??
      checkFinder(file, data, context) ??
      checkWords(data.words);
    if (refused) return refused;
    const arrangement = context.other(arrangementDecider, file.arrangement)!;
    const coded = codedOn(arrangement, data.clause, lastOf(facts));
    if (!coded)
      return refuse('CMP-08', 'UNKNOWN_CLAUSE', `${file.arrangement} has no clause ${data.clause}.`, {
        clause: data.clause,
      });
    if (applicability(arrangement, data.clause, file.respondent, facts).isOwed === false)
      return refuse(
        'IND-05',
        'NOT_OWED',
        `${data.clause} was not owed when the facts were (${facts.from}${facts.until ? ` to ${facts.until}` : ''}): nothing is found of it.`,
        { clause: data.clause, from: facts.from, until: facts.until ?? null },
      );
    return (
      checkSeverity(data.severity, coded) ??
      findingDrafted(
        made(FindingDrafted, data, {
          code: coded.code,
          severity: data.severity ?? coded.severity,
          facts: made(FactsPeriod, facts),
        }),
      )
    );
  },
  evolve: {
    FindingDrafted: (file, d, event) => ({
      ...citing(file, event),
      findings: [
        ...file.findings,
        {
          seq: event.seq,
          on: d.on,
          by: doerOf(event, d.by),
          finding: d.finding,
          draft: {
            clause: d.clause,
            code: d.code,
            result: d.result,
            severity: d.severity,
            facts: d.facts,
            workers: d.workers,
            words: d.words,
          },
          foundBy: d.foundBy,
          methods: d.methods,
          obligation: d.obligation,
          occurrence: d.occurrence,
          replies: [],
          verdicts: [],
        },
      ],
    }),
  },
});

function checkPhase(file: CaseFile, { finding, on: day }: DraftFinding): Refusal | undefined {
  if (file.findings.some((entry) => entry.finding === finding))
    return refuse('GEN-02', 'ALREADY_REGISTERED', `The case already has a finding ${finding}.`, { finding });
  const { phase } = phaseOn(file, day);
  return phase === 'INVESTIGATING'
    ? undefined
    : refuse(
        'CMP-06',
        'WRONG_PHASE',
        `On ${day} the case is ${phase.toLowerCase().replaceAll('_', ' ')}; findings come out of an investigation: begin it first.`,
        { phase },
      );
}

/**
 * CMP-15: what workers rate elsewhere is a signal and no finding. IND-02: a finding says who found it, as far as the actor can
 * speak for them; what the respondent says of itself is a disclosure (CMP-07).
 */
function checkFinder(file: CaseFile, data: DraftFinding, context: Context): Refusal | undefined {
  if (data.methods.every((method) => method === 'RATINGS'))
    return refuse(
      'CMP-15',
      'SIGNAL_ONLY',
      'Ratings are signals: they can start a check. Name how the check found it: documents, interviews, a visit, a test, a judgment.',
      { methods: data.methods },
    );
  const { party } = doer(data.by, context);
  if (party !== undefined && party === file.spokenForBy)
    return refuse(
      'CMP-07',
      'CONFLICT_OF_INTEREST',
      `${party} speaks for ${idOf(file.respondent)}: what it says of itself is a disclosure, no finding.`,
      { party },
    );
  const { role } = context.actor;
  return SPEAKS_FOR[role]?.includes(data.foundBy)
    ? undefined
    : refuse(
        'IND-02',
        'REPORTER_MISMATCH',
        `The role ${role} cannot report what ${data.foundBy.toLowerCase().replaceAll('_', ' ')} found.`,
        { role, foundBy: data.foundBy },
      );
}
