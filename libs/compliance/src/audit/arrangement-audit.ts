import { ClauseView, viewClauses } from '#arrangements';
import { confirmedOn, phaseOn } from '#cases';
import { add, AsOfUsed, EvidenceView, PlainDateScalar, Witness } from '#kernel';
import { type Headline, statusOn } from '#rights';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ArrangementRecord } from '../matrix/arrangement-record.handler.js';
import { complianceMatrix } from '../matrix/compliance-matrix.js';
import { viewStatus } from '../matrix/compliance-matrix.view.js';
import { DutyStatusView } from '../status/duty-status.view.js';

@ObjectType({ description: 'A case on which nobody has done anything yet.' })
export class UnansweredCase {
  @Field(() => ID, { description: 'The case' }) caseId!: string;
  @Field(() => PlainDateScalar, { description: 'Since when' }) since!: string;
  @Field(() => [ID], { description: 'Names of the clauses' }) clauses!: string[];
  @Field(() => [EvidenceView], { description: 'Its opening' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What an auditor looks at first: where a promise is not known to be kept, and why not.' })
export class ArrangementAudit {
  @Field(() => [ClauseView], {
    description: 'Owed on the day, and nothing on record tells whether it is kept: no duty, no finding (IND-04)',
  })
  withoutData!: ClauseView[];
  @Field(() => [DutyStatusView], { description: 'Due, and not done on record' }) overdue!: DutyStatusView[];
  @Field(() => [DutyStatusView], { description: 'Broken' }) breached!: DutyStatusView[];
  @Field(() => [DutyStatusView], { description: 'Reports contradict each other, and nobody has decided (IND-07)' })
  contradicted!: DutyStatusView[];
  @Field(() => [DutyStatusView], { description: 'Said to be done, and not proved as the text asks (IND-02)' })
  unverified!: DutyStatusView[];
  @Field(() => [UnansweredCase], { description: 'Complaints that nobody has answered, the oldest first' })
  unanswered!: UnansweredCase[];
  @Field(() => Int, { description: 'Findings that were confirmed by the day, and stand' }) confirmedFindings!: number;
}

/** What is not known to be kept in one arrangement on the day asked about. Pure. */
export function auditRecord(record: ArrangementRecord, asOf: AsOfUsed): ArrangementAudit {
  const { subject, duties, cases, findings } = record;
  const day = asOf.effectiveOn;
  const read = new Map(viewClauses(subject, asOf).map((clause) => [clause.clause, clause]));
  const statuses = duties.flatMap((duty) =>
    duty.timelines.map((timeline) => ({ duty, timeline, interval: statusOn(timeline, day) })),
  );
  const show = (found: typeof statuses) =>
    found.map((status) => viewStatus(status, read.get(status.duty.obligation.clause)?.code, asOf));
  const are = (headline: Headline) => show(statuses.filter(({ interval }) => interval.headline === headline));
  // One day as a period: what is owed on it, and has neither a duty nor a finding.
  const today = { from: day, to: add(day, { days: 1 }) };
  const matrix = complianceMatrix({ arrangement: subject.state, duties: [], findings: [], periods: [today], day });
  const known = new Set([
    ...duties.map(({ obligation }) => obligation.clause),
    ...findings.map(({ clause }) => clause),
  ]);
  const owed = new Set(matrix.map(({ clause }) => clause));
  return {
    withoutData: [...read.values()].filter(({ clause }) => owed.has(clause) && !known.has(clause)),
    overdue: are('OVERDUE'),
    breached: are('BREACHED'),
    contradicted: show(statuses.filter(({ interval }) => interval.verification === 'CONTRADICTED')),
    unverified: are('UNVERIFIED'),
    unanswered: cases
      .filter(({ state }) => state.openedOn <= day && isUnanswered(phaseOn(state, day).phase, state.steps, day))
      .map((file) => ({
        caseId: file.id,
        since: file.state.openedOn,
        clauses: file.state.clauses,
        evidence: new Witness(file).of(file.state.seq),
      }))
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)),
    confirmedFindings: cases
      .flatMap(({ state }) => state.findings)
      .filter((finding) => confirmedOn(finding, day) !== undefined).length,
  };
}

const isUnanswered = (phase: string, steps: readonly { on: string }[], day: string) =>
  (phase === 'SUBMITTED' || phase === 'ADMISSIBLE') && !steps.some(({ on }) => on <= day);
