import { CLAUSES, ClauseCode, ClauseView, viewClauses } from '#arrangements';
import { caseDecider, mayReadWords } from '#cases';
import { choices, AsOfUsed, EvidenceView, ofKind, type PlainDate, PlainDateScalar, Witness } from '#kernel';
import { DutyBearer, type FindingFact, MeasuredValue } from '#rights';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DutyStatusView, viewDutyStatus } from '../status/duty-status.view.js';
import { statusRows } from '../status/status-rows.js';
import type { ArrangementRecord } from './arrangement-record.handler.js';
import { Assessment } from './assess.js';
import { type ClauseFinding, complianceMatrix, type MatrixCell, type OccurrenceStatus } from './compliance-matrix.js';
import { DayRange } from './periods.js';

export const Tells = choices(
  'ReportTells',
  {
    KEPT: 'It was kept.',
    KEPT_IN_PART: 'It was kept in part.',
    BROKEN: 'It was broken.',
    UNDECIDED: 'It cannot be told, or does not apply.',
  },
  'What someone says of a duty.',
);
export type Tells = keyof typeof Tells;

@ObjectType({
  description: 'What one of several says of a duty: reports that contradict each other stand side by side (IND-07).',
})
export class DutyReport {
  @Field(() => Tells, { description: 'What it says' }) tells!: Tells;
  @Field({ description: 'Who says so: BEARER, COUNTERPARTY, INDEPENDENT, OTHER, or the body that found it' })
  by!: string;
  @Field({ description: 'It decides the matter (IND-02)' }) decides!: boolean;
  @Field({
    description:
      'A finding of which the respondent was told and that nobody has confirmed: it puts a duty at risk and breaks none. What it says is for those concerned until the case is decided (AUD-03)',
  })
  isInterim!: boolean;
  @Field(() => PlainDateScalar, { description: 'The day of which it tells, or on which it was found' }) on!: string;
  @Field(() => MeasuredValue, { nullable: true, description: 'What was measured; null: nothing' })
  measure?: Pick<MeasuredValue, 'value' | 'unit'>;
  @Field(() => [EvidenceView], { description: 'The event' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A confirmed finding of a case on a clause that no duty measures.' })
export class ClauseFindingView {
  @Field(() => ID, { description: 'The case' }) caseId!: string;
  @Field(() => ID, { description: 'Its name within the case' }) finding!: string;
  @Field(() => ID, { description: 'Against whom' }) respondent!: string;
  @Field(() => Tells, { description: 'What was found' }) tells!: Tells;
  @Field({ description: 'What it ordered is done, and another has verified it' }) remedied!: boolean;
  @Field(() => [EvidenceView], { description: 'The verdict, and the orders' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'Someone disputes whether a duty was kept, or what is said of it, and nobody has decided.' })
export class CellDispute {
  @Field(() => ID, { description: 'The duty' }) obligationId!: string;
  @Field({ description: 'Which occurrence of it' }) occurrence!: string;
  @Field(() => ID, { nullable: true, description: 'Who disputes; null: a person in an office who speaks for no party' })
  by?: string;
  @Field(() => PlainDateScalar, { description: 'Since when' }) since!: string;
  @Field(() => [EvidenceView], { description: 'The event' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'One clause, bearer and period.' })
export class MatrixCellView {
  @Field(() => DayRange) period!: DayRange;
  @Field(() => Assessment, { description: 'The worst of what is on record (IND-07)' }) assessment!: Assessment;
  @Field({ description: 'The same as a sentence' }) says!: string;
  @Field(() => [DutyStatusView], { description: 'What it rests on: occurrences of duties, each with its reasons' })
  statuses!: DutyStatusView[];
  @Field(() => [ClauseFindingView], { description: 'What it rests on beside: findings' })
  findings!: ClauseFindingView[];
  @Field(() => [DutyReport], { description: 'What each of those who reported says, in the order of the log (IND-07)' })
  reports!: DutyReport[];
  @Field({ description: 'Reports contradict each other, and nobody has decided (IND-07)' }) contradicted!: boolean;
  @Field(() => [CellDispute], { description: 'What is disputed on the day asked about, whatever the assessment says' })
  disputes!: CellDispute[];
}

@ObjectType({ description: 'One clause as one bearer owes it.' })
export class MatrixRowView {
  @Field(() => ID, { description: 'Name of the clause within the arrangement' }) clauseId!: string;
  @Field(() => ClauseCode, { nullable: true, description: 'Its matter; null: it is not coded' }) code?: ClauseCode;
  @Field(() => String, { nullable: true, description: 'Title of the matter' }) title?: string;
  @Field(() => ClauseView, {
    nullable: true,
    description: 'As it reads on the day asked about; null: it no longer does',
  })
  clause?: ClauseView;
  @Field(() => DutyBearer, { description: 'Who owes it' }) bearer!: DutyBearer;
  @Field(() => [MatrixCellView], { description: 'One for each period' }) cells!: MatrixCellView[];
}

@ObjectType({ description: 'How many cells of a matrix say the same.' })
export class AssessmentCount {
  @Field(() => Assessment, { description: 'What they say' }) assessment!: Assessment;
  @Field(() => Int, { description: 'Cells' }) count!: number;
}

@ObjectType({
  description:
    'Whether each clause of an arrangement is kept, by bearer and period. No data is not compliance (IND-04).',
})
export class ComplianceMatrix {
  @Field(() => ID, { description: 'Whose clauses' }) arrangementId!: string;
  @Field(() => [DayRange], { description: 'The columns' }) periods!: DayRange[];
  @Field(() => [MatrixRowView], { description: 'By clause; what was never owed in these periods has no row' })
  rows!: MatrixRowView[];
  @Field(() => [AssessmentCount], { description: 'Every assessment, those without a cell too' })
  totals!: AssessmentCount[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** The matrix of one arrangement as answers show it. Pure. */
export function viewMatrix(record: ArrangementRecord, periods: DayRange[], asOf: AsOfUsed): ComplianceMatrix {
  const { subject, duties, findings } = record;
  const read = new Map(viewClauses(subject, asOf).map((clause) => [clause.clause, clause]));
  const rows = complianceMatrix({ arrangement: subject.state, duties, findings, periods, day: asOf.effectiveOn }).map(
    ({ clause, bearer, cells }): MatrixRowView => {
      const code =
        read.get(clause)?.code ??
        subject.state.clauses.find((entry) => entry.clause === clause)?.versions.at(-1)?.value.code;
      return {
        clauseId: clause,
        code,
        title: code && CLAUSES[code].title,
        clause: read.get(clause),
        bearer,
        cells: cells.map((cell) => viewCell(cell, record, code, asOf)),
      };
    },
  );
  const cells = rows.flatMap((row) => row.cells);
  const totals = (Object.keys(Assessment) as Assessment[]).map((assessment) => ({
    assessment,
    count: cells.filter((cell) => cell.assessment === assessment).length,
  }));
  return { arrangementId: subject.id, periods, rows, totals, asOf };
}

function viewCell(
  { period, assessment, statuses, findings }: MatrixCell,
  record: ArrangementRecord,
  code: ClauseCode | undefined,
  asOf: AsOfUsed,
): MatrixCellView {
  const disputes = statuses.flatMap((status) => disputesOn(status, record, asOf.effectiveOn));
  const by = [...new Set(disputes.map((dispute) => dispute.by ?? 'an office'))].join(', ');
  return {
    period,
    assessment,
    says: disputes.length > 0 ? `${SAYS[assessment]} It is disputed by ${by}.` : SAYS[assessment],
    disputes,
    statuses: statuses.map((status) => viewStatus(status, code, asOf)),
    findings: findings.map((finding) => viewFinding(finding, record)),
    reports: statuses
      .flatMap((status) => reportsOn(status, record))
      .sort((a, b) => a.evidence[0]!.seq - b.evidence[0]!.seq),
    contradicted: statuses.some(({ interval }) => interval.verification === 'CONTRADICTED'),
  };
}

const SAYS: Record<Assessment, string> = {
  NOT_OWED: 'It was not owed.',
  NOT_YET_DUE: 'Nothing has fallen due yet.',
  COMPLIANT: 'All that has fallen due was done, and is proved as the text asks.',
  NO_DATA: 'It was owed, and nothing on record tells whether it was kept. That is not compliance.',
  NOT_ASSESSABLE: 'What is on record proves neither that it was kept nor that it was broken.',
  OVERDUE_DATA: 'It fell due, and what would show that it was done is not on record.',
  PARTLY: 'It was kept in part, or broken and mended.',
  NON_COMPLIANT: 'It was broken, or one of two reports that nobody has decided between says so.',
};

export const viewStatus = (
  { duty: { obligation }, timeline, interval }: OccurrenceStatus,
  code: ClauseCode | undefined,
  asOf: AsOfUsed,
): DutyStatusView => {
  const [row] = statusRows([{ ...timeline, intervals: [interval] }]);
  const { id, arrangement, clause } = obligation;
  return viewDutyStatus({ ...row!, id, arrangement, clause, code: code ?? null }, asOf);
};

const OF_RESULT: Record<FindingFact['result'], Tells> = {
  SATISFIED: 'KEPT',
  PARTLY_SATISFIED: 'KEPT_IN_PART',
  NOT_SATISFIED: 'BROKEN',
  INCONCLUSIVE: 'UNDECIDED',
  NOT_APPLICABLE: 'UNDECIDED',
};

function viewFinding(finding: ClauseFinding, { cases }: ArrangementRecord): ClauseFindingView {
  const file = cases.find(({ id }) => id === finding.case)!;
  return {
    caseId: finding.case,
    finding: finding.finding,
    respondent: finding.respondent,
    tells: OF_RESULT[finding.result],
    remedied: finding.remedied,
    evidence: new Witness(file).of(...finding.seqs),
  };
}

/** Whether a fact is about an occurrence: it names it, or its day falls within it. */
const isAboutOccurrence =
  ({ key, starts, ends }: OccurrenceStatus['timeline']) =>
  ({ occurrence, on }: { occurrence?: string; on: string }): boolean =>
    occurrence === undefined
      ? key === 'once' || (starts <= on && (ends === undefined || on <= ends))
      : occurrence === key;

/** IND-07: a dispute is a fact of its own: it stands beside whatever else is said of the occurrence on a day. */
function disputesOn(
  { duty: { obligation, facts }, timeline }: OccurrenceStatus,
  { duties }: ArrangementRecord,
  day: PlainDate,
): CellDispute[] {
  const { evidence } = duties.find((known) => known.obligation.id === obligation.id)!;
  return facts.disputes
    .filter(({ on, resolved }) => on <= day && !(resolved !== undefined && resolved.on <= day))
    .filter(isAboutOccurrence(timeline))
    .map(({ seq, by, on }) => ({
      obligationId: obligation.id,
      occurrence: timeline.key,
      by,
      since: on,
      evidence: [evidence.get(seq)].flatMap((entry) => entry ?? []),
    }));
}

/** IND-07: what each of those who spoke on an occurrence says of it. */
function reportsOn(
  { duty: { obligation, facts }, timeline }: OccurrenceStatus,
  { duties, reader }: ArrangementRecord,
): DutyReport[] {
  const { evidence, joined } = duties.find((known) => known.obligation.id === obligation.id)!;
  const cite = (seq: number) => [evidence.get(seq)].flatMap((entry) => entry ?? []);
  const isAbout = isAboutOccurrence(timeline);
  // AUD-03: that there is a finding is for everybody; what it says before anyone confirmed it is for those concerned.
  const isTold = (seq: number) =>
    ofKind(joined.others, caseDecider).some(
      (file) => file.evidence.some((entry) => entry.seq === seq) && mayReadWords(reader, file.state),
    );
  const pieces = facts.evidence.filter(({ occurrence, performedOn }) => isAbout({ occurrence, on: performedOn }));
  const names = new Set(pieces.map((piece) => piece.evidence));
  return [
    ...pieces.map(({ seq, shows, by, performedOn, measure }) => ({
      tells: shows === 'PERFORMANCE' ? ('KEPT' as const) : ('BROKEN' as const),
      by,
      decides: false,
      isInterim: false,
      on: performedOn,
      measure,
      evidence: cite(seq),
    })),
    ...facts.contradictions
      .filter((review) => names.has(review.evidence))
      .map(({ seq, by, on }) => ({
        tells: 'BROKEN' as const,
        by,
        decides: false,
        isInterim: false,
        on,
        evidence: cite(seq),
      })),
    ...facts.findings
      .filter(({ occurrence, occurredOn, on }) => isAbout({ occurrence, on: occurredOn ?? on }))
      .map(({ seq, result, by, competent, interim, on }) => ({
        tells: interim && !isTold(seq) ? ('UNDECIDED' as const) : OF_RESULT[result],
        by,
        decides: competent && !interim,
        isInterim: interim,
        on,
        evidence: cite(seq),
      })),
  ].filter(({ evidence: found }) => found.length > 0);
}
