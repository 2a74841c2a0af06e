import { EvidenceView, LocalizedText, PartialDateScalar, type PlainDate, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Arrangement } from '../arrangement.js';
import { clausesOn } from '../arrangement.view.js';
import { ClauseCode } from '../clauses/clause-code.js';
import { ClauseContent } from '../clauses/clause-content.js';
import { type PairwiseText, reading, type TextVersion } from './text-version.js';

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

@ObjectType({ description: 'Two parties.' })
export class PairView {
  @Field(() => ID, { description: 'One party' }) a!: string;
  @Field(() => ID, { description: 'The other' }) b!: string;
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
  const state = reading(subject.state, version.amendments);
  return {
    ...version,
    evidence: witness.of(...because),
    paragraphs: clausesOn(state, day).map(({ clause, version: { value, from, seq, amendment } }) => ({
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
): PairwiseTextView => ({ ...viewText(subject, text, day), between: between.map(([a, b]) => ({ a, b })) });
