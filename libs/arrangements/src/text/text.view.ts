import {
  daysBetween,
  EvidenceView,
  LocalizedText,
  PartialDateScalar,
  type PlainDate,
  type Subject,
  Witness,
} from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { lastSignature } from '../acts/act.js';
import type { Arrangement } from '../arrangement.js';
import { clausesOn } from '../arrangement.view.js';
import { ClauseCode } from '../clauses/clause-code.js';
import { ClauseContent } from '../clauses/clause-content.js';
import { nonApplicationsBetween } from '../reservations/non-application.js';
import { reservationsBetween } from '../reservations/reservation.js';
import type { PairwiseText, TextVersion } from './text-version.js';

@ObjectType({ description: 'One paragraph of the text as it reads, and what made it read so.' })
export class Paragraph {
  @Field({ description: 'Name of the clause' }) clause!: string;
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field(() => String, { nullable: true, description: 'Article and paragraph' }) locator?: string;
  @Field(() => [LocalizedText], { description: 'Its exact text by language; empty where only its matter is known' })
  text!: LocalizedText[];
  @Field(() => ClauseContent, { description: 'What coding found in it' }) content!: ClauseContent;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it reads so; null: since the beginning' })
  since?: string;
  @Field(() => ID, { nullable: true, description: 'The amendment that made it read so; null: the base text' })
  amendment?: string;
  @Field(() => String, { nullable: true, description: 'What that amendment is called' }) instrument?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'One text: the base, as amended. The same amendments always give the same name (AMD-13).' })
export class TextView {
  @Field({ description: 'base, or base+first+second: the amendments in the order of their force' }) version!: string;
  @Field(() => [ID], { description: 'Names of the amendments that are part of it' }) amendments!: string[];
  @Field(() => [Paragraph], { description: 'Clause by clause, on the day asked about' }) paragraphs!: Paragraph[];
  @Field(() => [EvidenceView], { description: 'The events by which these amendments bind' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A reservation as it stands between two parties.' })
export class ReservationBetween {
  @Field({ description: 'Its name within the arrangement' }) reservation!: string;
  @Field(() => ID, { description: 'Who made it' }) party!: string;
  @Field(() => [String], { description: 'The articles that it excludes or modifies between the two' })
  articles!: string[];
}

@ObjectType({ description: 'Two parties, and what stands between them.' })
export class PairView {
  @Field(() => ID, { description: 'One party' }) a!: string;
  @Field(() => ID, { description: 'The other' }) b!: string;
  @Field(() => [ID], { description: 'Those of the two that do not apply it towards the other' })
  notAppliedBy!: string[];
  @Field(() => [ReservationBetween], { description: 'Reservations of either of them (VCLT 21)' })
  reservations!: ReservationBetween[];
  @Field(() => [EvidenceView], { description: 'The events behind both' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A text, and the parties between which it governs (AMD-04).' })
export class PairwiseTextView extends TextView {
  @Field(() => [PairView], { description: 'The pairs of parties that have this text with each other' })
  between!: PairView[];
}

/** A text of an arrangement on a day, paragraph by paragraph. */
export function viewText(
  subject: Subject<Arrangement>,
  { because, ...version }: TextVersion,
  day: PlainDate,
): TextView {
  const witness = new Witness(subject);
  const { state } = subject;
  const among = state.amendments.filter(({ amendment }) => version.amendments.includes(amendment));
  return {
    ...version,
    evidence: witness.of(...because),
    paragraphs: clausesOn(state, day, among).map(({ clause, version: { value, from, seq, amendment } }) => ({
      clause,
      code: value.code,
      locator: value.locator,
      text: value.text ?? [],
      content: value,
      since: from,
      amendment,
      instrument: state.amendments.find((candidate) => candidate.amendment === amendment)?.instrumentAsStated,
      evidence: witness.of(seq),
    })),
  };
}

export const viewPairwise = (
  subject: Subject<Arrangement>,
  { between, ...text }: PairwiseText,
  day: PlainDate,
): PairwiseTextView => ({
  ...viewText(subject, text, day),
  between: between.map(([a, b]) => viewPair(subject, a, b, day)),
});

/** What stands between two parties on a day beside the text. */
export function viewPair(subject: Subject<Arrangement>, a: string, b: string, day: PlainDate): PairView {
  const { state } = subject;
  const reservations = reservationsBetween(state, a, b, day);
  const limits = nonApplicationsBetween(state, a, b, day);
  const because = [...reservations, ...limits].map(({ seq }) => seq);
  return {
    a,
    b,
    notAppliedBy: [...new Set(limits.map(({ party }) => party))],
    reservations: reservations.map(({ reservation, party, articles }) => ({ reservation, party, articles })),
    evidence: new Witness(subject).of(...because),
  };
}

@ObjectType({ description: 'One text of one instrument in one language (ARR-24).' })
export class DepositedTextView {
  @Field(() => String, { nullable: true, description: 'Name of the amendment; null: the base text' })
  amendment?: string;
  @Field({ description: 'BCP 47 tag' }) language!: string;
  @Field(() => Boolean, { nullable: true, description: 'null: not known' }) authentic?: boolean;
  @Field({ description: 'SHA-256 of its bytes' }) digest!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it is public' }) publishedOn?: string;
  @Field(() => String, { nullable: true, description: 'Where it can be read' }) url?: string;
  @Field(() => String, { nullable: true, description: 'Who holds it back, and why' }) heldBack?: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Days from signature to publication; null: not public, or a day is not known (TRAN)',
  })
  daysToPublication?: number;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

/** The texts on record, with the days that each took to become public. */
export function viewTexts(subject: Subject<Arrangement>): DepositedTextView[] {
  const witness = new Witness(subject);
  const { state } = subject;
  return state.texts.map((text) => {
    const signed = text.amendment
      ? state.amendments.find(({ amendment }) => amendment === text.amendment)?.on
      : lastSignature(state)?.on;
    const areDays = signed?.length === 10 && text.publishedOn?.length === 10;
    return {
      ...text,
      daysToPublication: areDays ? daysBetween(signed, text.publishedOn!) : undefined,
      evidence: witness.of(text.seq),
    };
  });
}
