import {
  AmendmentView,
  type Arrangement,
  clauseChanges,
  type DirectionsOn,
  isForbidden,
  viewArrangement,
} from '#arrangements';
import { type AsOfUsed, EvidenceView, InstantScalar, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ClauseImpact, isWorse, viewChange, worsens } from './amendment-impact.view.js';

@ObjectType({
  description: 'An amendment that lowers protection: whoever audits rights finds it from its recording on (AMD-09).',
})
export class RegressionWarning {
  @Field(() => ID, { description: 'The arrangement that it amends' }) arrangementId!: string;
  @Field({ description: 'Its first title' }) title!: string;
  @Field(() => AmendmentView, { description: 'What it changes, and who consented' }) amendment!: AmendmentView;
  @Field({ description: 'Id of the rule in docs/rules.md: AMD-09' }) rule!: string;
  @Field({ description: 'For a program: REGRESSION_WARNING, as among the warnings of the arrangement' }) code!: string;
  @Field({ description: 'What it does, as a sentence' }) says!: string;
  @Field({ description: 'The text itself forbids to lower protection' }) isForbidden!: boolean;
  @Field(() => [ClauseImpact], { description: 'The clauses that it makes worse: how they read before and by it' })
  clauses!: ClauseImpact[];
  @Field(() => InstantScalar, { description: 'When it was recorded' }) recordedAt!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it binds; null: acts are awaited' })
  bindsFrom?: string;
  @Field(() => [EvidenceView], { description: 'Its recording, and the acts by which it binds' })
  evidence!: EvidenceView[];
}

/** One amendment of an arrangement, by its name in it, as a warning. Pure. */
export function viewRegression(
  subject: Subject<Arrangement>,
  name: string,
  directions: DirectionsOn,
  asOf: AsOfUsed,
): RegressionWarning {
  const { state } = subject;
  const { titles, amendments } = viewArrangement(subject, asOf);
  const amendment = state.amendments.find((candidate) => candidate.amendment === name)!;
  const view = amendments.find((candidate) => candidate.amendment === name)!;
  const changes = clauseChanges(state, amendment, directions).filter(isWorse);
  const [recorded] = new Witness(subject).of(amendment.seq);
  const acts = view.inForceFrom.evidence.filter(({ seq }) => seq !== amendment.seq);
  return {
    arrangementId: subject.id,
    title: titles[0]?.text ?? subject.id,
    amendment: view,
    rule: 'AMD-09',
    code: 'REGRESSION_WARNING',
    says: worsens(changes),
    isForbidden: isForbidden(state, amendment),
    clauses: changes.map((change) => viewChange(subject, amendment, change)),
    recordedAt: recorded!.recordedAt,
    bindsFrom: view.inForceFrom.date,
    evidence: [recorded!, ...acts],
  };
}
