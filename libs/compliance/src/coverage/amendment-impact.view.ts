import {
  type Amendment,
  AmendmentView,
  type Arrangement,
  type ClauseChanged,
  dayOfAmendment,
  jurisdictionsOf,
  ClauseCode,
  ClauseContent,
  ClauseVerdict,
  type ReadClause,
  WarningView,
} from '#arrangements';
import { AsOfUsed, EvidenceView, PlainDateScalar, type Subject, Witness } from '#kernel';
import { QuotaNumber, QuotaView } from '#quotas';
import { ClauseDifference, ObligationTerms, Outcome, ProfileElement, Reason } from '#rights';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { QuotaEffect } from './amendment-impact.js';
import { DutyEffect } from './duty-change.js';

@ObjectType({ description: 'What an amendment makes of one clause, and so of the duty that it states.' })
export class ClauseImpact {
  @Field({ description: 'Its name before; of a new clause, its name now' }) clause!: string;
  @Field(() => String, { nullable: true, description: 'Its name now, where it moved to another place' })
  movedTo?: string;
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field(() => ClauseVerdict, { description: 'What becomes of it' }) verdict!: ClauseVerdict;
  @Field(() => [ClauseDifference], { description: 'In what it differs' }) differences!: ClauseDifference[];
  @Field(() => ClauseContent, { nullable: true, description: 'As it reads on the eve; null: it is new' })
  was?: ClauseContent;
  @Field(() => ClauseContent, { nullable: true, description: 'As it reads then; null: it is struck out' })
  now?: ClauseContent;
  @Field(() => [ID], {
    description: 'Parties that owe it before or after, or in whose jurisdiction those do who owe it',
  })
  parties!: string[];
  @Field(() => [EvidenceView], { description: 'The coding before, and the amendment' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'One occurrence of a duty that falls due on another day by an amendment.' })
export class DueImpact {
  @Field({ description: 'Key of the occurrence, e.g. 2026-H1' }) occurrence!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Without it; null: not owed, or without a due date' })
  before?: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'By it; null: not owed, or without a due date' })
  after?: string;
}

@ObjectType({ description: 'A duty that an amendment touches: who owes what by when, before and after.' })
export class DutyImpact {
  @Field(() => ID, { description: 'The duty' }) obligationId!: string;
  @Field({ description: 'Name of its clause within the arrangement' }) clause!: string;
  @Field(() => [DutyEffect], { description: 'How' }) effects!: DutyEffect[];
  @Field(() => ObligationTerms, { nullable: true, description: 'Its terms on the eve; null: it was not owed' })
  before?: ObligationTerms;
  @Field(() => ObligationTerms, {
    nullable: true,
    description:
      'Its terms from then on, as they are stated so far: whoever keeps the duty states others by reviseObligation; null: it is not owed any more',
  })
  after?: ObligationTerms;
  @Field(() => [DueImpact], { description: 'Occurrences that fall due on another day, newly, or no longer' })
  due!: DueImpact[];
  @Field(() => [EvidenceView], { description: 'The terms on both sides, and the amendment' })
  evidence!: EvidenceView[];
}

@ObjectType({ description: 'A number of a quota, without an amendment and by it.' })
export class NumberImpact {
  @Field(() => ID, { description: 'Name of the part; `whole` is the quota itself' }) scope!: string;
  @Field(() => QuotaNumber, { nullable: true, description: 'Without it; null: none counts' }) before?: QuotaNumber;
  @Field(() => QuotaNumber, { nullable: true, description: 'By it; null: none counts' }) after?: QuotaNumber;
  @Field(() => [EvidenceView], { description: 'The acts that set them' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A quota that an amendment touches.' })
export class QuotaImpact {
  @Field(() => QuotaView, { description: 'The quota' }) quota!: QuotaView;
  @Field(() => [QuotaEffect], { description: 'How' }) effects!: QuotaEffect[];
  @Field(() => [NumberImpact], { description: 'Of the whole, and of each part whose number it sets' })
  numbers!: NumberImpact[];
}

@ObjectType({ description: 'An element of a profile whose outcome an amendment changes.' })
export class ElementImpact {
  @Field(() => ProfileElement, { description: 'The element' }) element!: ProfileElement;
  @Field(() => Outcome, { description: 'On the eve' }) before!: Outcome;
  @Field(() => Reason, { description: 'Why, on the eve' }) whyBefore!: Reason;
  @Field(() => Outcome, { description: 'Then' }) after!: Outcome;
  @Field(() => Reason, { description: 'Why, then' }) whyAfter!: Reason;
}

@ObjectType({ description: 'What an amendment changes: known from the moment it is recorded, before it binds.' })
export class AmendmentImpact {
  @Field(() => AmendmentView) amendment!: AmendmentView;
  @Field(() => PlainDateScalar, {
    description: 'The day on which the texts are compared: of its effect, or of its proposal while it is not in force',
  })
  comparedOn!: string;
  @Field(() => [ClauseImpact], { description: 'Clauses that it touches' }) clauses!: ClauseImpact[];
  @Field(() => [DutyImpact], { description: 'Duties that it touches' }) duties!: DutyImpact[];
  @Field(() => [QuotaImpact], { description: 'Quotas that it touches' }) quotas!: QuotaImpact[];
  @Field(() => [WarningView], { description: 'What whoever audits rights should look at (AMD-09)' })
  warnings!: WarningView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  subject!: Subject<Arrangement>;
  before!: ReadClause[];
  after!: ReadClause[];
}

/** AMD-09: whether it leaves workers with less in some dimension. */
export const isWorse = ({ differences }: ClauseChanged): boolean =>
  differences.some(({ result }) => result === 'WORSE');

const codeOf = ({ was, now }: ClauseChanged): ClauseCode => (now ?? was!.version.value).code;

/** The matters of changed clauses, in words. */
export const matters = (changes: readonly ClauseChanged[]): string => [...new Set(changes.map(codeOf))].join(', ');

/** The warning of AMD-09, as a sentence. */
export const worsens = (changes: readonly ClauseChanged[]): string =>
  `It makes what the text says of ${matters(changes)} worse for workers.`;

/** One changed clause as answers show it. Pure. */
export function viewChange(subject: Subject<Arrangement>, amendment: Amendment, change: ClauseChanged): ClauseImpact {
  const { clause, movedTo, verdict, differences, was, now } = change;
  return {
    clause,
    movedTo,
    code: codeOf(change),
    verdict,
    differences,
    was: was?.version.value,
    now,
    parties: partiesOf(subject.state, change, dayOfAmendment(subject.state, amendment)),
    evidence: new Witness(subject).of(...(was ? [was.version.seq] : []), amendment.seq),
  };
}

/** Whom a change of a clause concerns: those who owe it, or have in their reach who owes it, before or after. */
const partiesOf = (state: Arrangement, { was, now }: ClauseChanged, day: string): string[] => [
  ...new Set(
    [...(was?.version.value.bearers ?? []), ...(now?.bearers ?? [])].flatMap((bearer) =>
      jurisdictionsOf(state, bearer, day),
    ),
  ),
];
