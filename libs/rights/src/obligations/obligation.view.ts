import {
  AsOfUsed,
  EvidenceView,
  Node,
  PlainDateScalar,
  type PlainDate,
  SeqScalar,
  type Subject,
  Witness,
} from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { explain } from '../evaluation/explain.js';
import type { Linked } from '../evaluation/facts.js';
import {
  AbsentKind,
  EvaluationRule,
  type Explanation,
  type Interval,
  type OccurrenceTimeline,
} from '../evaluation/interval.js';
import { Contest, EVALUATOR, Headline, Performance, Verification } from '../evaluation/status.js';
import { statusOn, timeline } from '../evaluation/timeline.js';
import { termsOn } from '../evaluation/binding.js';
import type { ObligationRecord } from './record.js';
import { ObligationTerms } from './terms.js';

@ObjectType({ description: 'A value that was read: from which event, and where in its data.' })
export class ReadView {
  @Field(() => SeqScalar, { description: 'Position of the event in the log' }) seq!: number;
  @Field({ description: 'JSON pointer into the data of the event; empty: the event as a whole' }) pointer!: string;
  @Field(() => String, { nullable: true, description: 'As JSON; null: there was nothing' }) value?: string | null;
}

@ObjectType({ description: 'A value of the text that was applied.' })
export class ParameterView {
  @Field({ description: 'What it is called, e.g. due, grace, threshold' }) name!: string;
  @Field({ description: 'As JSON' }) value!: string;
  @Field(() => SeqScalar, { description: 'The event that states these terms' }) version!: number;
}

@ObjectType({ description: 'What is not in the log, up to the size that the answer names, on which the status rests.' })
export class AbsentView {
  @Field(() => AbsentKind, { description: 'What would change it' }) of!: AbsentKind;
  @Field({ description: 'Of which occurrence; empty: of the duty' }) occurrence!: string;
}

@ObjectType({ description: 'What comes next if nothing else is recorded.' })
export class NextView {
  @Field(() => PlainDateScalar, { description: 'On which day' }) on!: string;
  @Field(() => Headline, { description: 'What it would be' }) would!: Headline;
  @Field(() => EvaluationRule, { description: 'By which rule' }) by!: EvaluationRule;
}

@ObjectType('ExplanationStep', { description: 'One rule that was asked, what it read, and what came of it.' })
export class ExplanationView {
  @Field(() => Int, { description: 'How deep it stands in the tree: 0 is the status itself' }) depth!: number;
  @Field(() => EvaluationRule, { description: 'Which rule' }) rule!: EvaluationRule;
  @Field({ description: 'What came of it' }) outcome!: string;
  @Field({ description: 'The same as a sentence' }) sentence!: string;
  @Field({ description: 'Version of the evaluator' }) evaluator!: string;
  @Field(() => PlainDateScalar, { description: 'First day for which it holds' }) from!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'First day for which it does not; null: for ever' })
  to?: string;
  @Field(() => [ReadView], { description: 'What was read, in the order of the log' }) reads!: ReadView[];
  @Field(() => [ParameterView], { description: 'What of the text was applied' }) parameters!: ParameterView[];
  @Field(() => [AbsentView], { description: 'What is not on record' }) absent!: AbsentView[];
  @Field(() => NextView, { nullable: true, description: 'Of the status itself' }) next?: NextView;
}

@ObjectType('StatusInterval', { description: 'Days of one status, and why.' })
export class IntervalView {
  @Field(() => PlainDateScalar, { description: 'First day' }) from!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'First day of the next one; null: for ever' })
  to?: string;
  @Field(() => Headline, { description: 'The one word for these days' }) headline!: Headline;
  @Field(() => Performance, { description: 'Whether it was done' }) performance!: Performance;
  @Field(() => Int, { nullable: true, description: 'Of what is fulfilled: by how many days it was late' })
  late?: number;
  @Field(() => Verification, { description: 'Who says so' }) verification!: Verification;
  @Field(() => Contest, { description: 'Whether it is disputed, released or suspended' }) contest!: Contest;
  @Field({ description: 'Suspended, whatever else' }) suspended!: boolean;
  @Field({ description: 'Why, in one sentence' }) because!: string;
  @Field(() => [ExplanationView], { description: 'The tree of reasons, each rule before those that it rests on' })
  explanation!: ExplanationView[];
}

@ObjectType('DutyOccurrence', { description: 'One occurrence of a duty, over all days.' })
export class OccurrenceView {
  @Field({ description: 'once, a period such as 2026-H1, or the key of a trigger' }) key!: string;
  @Field(() => PlainDateScalar, { description: 'First day of its period' }) starts!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Last day of its period' }) ends?: string;
  @Field(() => PlainDateScalar, {
    nullable: true,
    description: 'With all extensions and suspensions; null: the text leaves it open, or the clock stands still',
  })
  dueOn?: string;
  @Field(() => IntervalView, { description: 'On the day asked about' }) status!: IntervalView;
  @Field(() => [IntervalView], { description: 'Over all days, without gap' }) intervals!: IntervalView[];
}

@ObjectType({ description: 'The terms of a duty from a day on.' })
export class TermsVersion {
  @Field(() => PlainDateScalar, { nullable: true, description: 'Since when; null: from the beginning' }) from?: string;
  @Field(() => ObligationTerms, { description: 'As they read' }) terms!: ObligationTerms;
  @Field(() => [EvidenceView], { description: 'The event that states them' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'Someone asked for proof.' })
export class RequestView {
  @Field({ description: 'Of which occurrence' }) occurrence!: string;
  @Field(() => String, { nullable: true, description: 'Which kind' }) kind?: string;
  @Field(() => PlainDateScalar, { description: 'When' }) on!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'By when an answer is asked for' }) answerBy?: string;
  @Field(() => [EvidenceView], { description: 'The event' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A report that is public.' })
export class PublishedReportView {
  @Field({ description: 'Of which occurrence' }) occurrence!: string;
  @Field(() => PlainDateScalar, { description: 'Since when' }) on!: string;
  @Field(() => String, { nullable: true, description: 'Where it can be read' }) url?: string;
  @Field(() => String, { nullable: true, description: 'SHA-256 of its bytes' }) digest?: string;
  @Field(() => [EvidenceView], { description: 'The event' }) evidence!: EvidenceView[];
}

@ObjectType('Obligation', {
  implements: () => [Node],
  description: 'One duty that a clause makes: what it says, and whether it is kept, on one day, as known on another.',
})
export class ObligationView extends Node {
  @Field(() => ID, { description: 'Of which arrangement' }) arrangementId!: string;
  @Field({ description: 'Name of the clause within the arrangement' }) clause!: string;
  @Field(() => ObligationTerms, { description: 'On the day asked about' }) terms!: ObligationTerms;
  @Field(() => [TermsVersion], { description: 'All terms, with their days' }) versions!: TermsVersion[];
  @Field(() => [OccurrenceView], { description: 'In the order of their periods' }) occurrences!: OccurrenceView[];
  @Field(() => [RequestView], { description: 'Proof that was asked for' }) requests!: RequestView[];
  @Field(() => [PublishedReportView], { description: 'Reports that are public' }) reports!: PublishedReportView[];
  @Field({ description: 'Version of the evaluator' }) evaluator!: string;
  @Field(() => [EvidenceView], { description: 'The definition' }) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A duty as it stands on a day: pure, from its fold and what is known beside it. Occurrences begin up to `until`. */
export function viewObligation(
  subject: Subject<ObligationRecord>,
  { obligation, facts }: Linked,
  asOf: AsOfUsed,
  until: PlainDate,
): ObligationView {
  const { state } = subject;
  const witness = new Witness(subject);
  const day = asOf.effectiveOn;
  return Object.assign(new ObligationView(), {
    id: subject.id,
    asOf,
    arrangementId: state.arrangement,
    clause: state.clause,
    terms: termsOn(obligation, day).value,
    versions: state.versions.map(({ seq, from, value }) => ({ from, terms: value, evidence: witness.of(seq) })),
    occurrences: timeline(obligation, facts, until).map((occurrence) => viewOccurrence(occurrence, asOf)),
    requests: state.requests.map((request) => ({ ...request, evidence: witness.of(request.seq) })),
    reports: state.reports.map((report) => ({ ...report, evidence: witness.of(report.seq) })),
    evaluator: EVALUATOR,
    evidence: witness.of(state.seq),
  });
}

export const viewOccurrence = (
  occurrence: OccurrenceTimeline,
  { effectiveOn, knownSize }: AsOfUsed,
): OccurrenceView => ({
  ...occurrence,
  status: viewInterval(statusOn(occurrence, effectiveOn), knownSize),
  intervals: occurrence.intervals.map((interval) => viewInterval(interval, knownSize)),
});

/** An interval as answers show it: the tree of reasons as a list, each rule before those that it rests on. */
export const viewInterval = ({ explanation, ...interval }: Interval, size: number): IntervalView => ({
  ...interval,
  because: explain(explanation, size),
  explanation: flattened(explanation, size),
});

function flattened(step: Explanation, size: number, depth = 0): ExplanationView[] {
  const { children, reads, parameters, ...rest } = step;
  return [
    {
      ...rest,
      depth,
      sentence: explain(step, size),
      reads: reads.map((read) => ({ ...read, value: read.value === null ? null : JSON.stringify(read.value) })),
      parameters: parameters.map((parameter) => ({ ...parameter, value: JSON.stringify(parameter.value) })),
    },
    ...children.flatMap((child) => flattened(child, size, depth + 1)),
  ];
}
