import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, Matches } from 'class-validator';
import {
  ChoiceField,
  choices,
  CountField,
  IdField,
  PartialDateField,
  SeqField,
  Shape,
  ShapeField,
  TextField,
} from '../shapes/fields.js';

export const Confidence = choices('Confidence', {
  HIGH: 'An official page, or two sources that do not depend on each other, say so.',
  MEDIUM: 'One serious source, or a research data set, says so.',
  LOW: 'A weak page, a machine translation or memory.',
});
export type Confidence = keyof typeof Confidence;

export const Origin = choices(
  'Origin',
  {
    ACT: 'The act itself, recorded by who did it.',
    OFFICIAL_TEXT: 'The text of the instrument was read.',
    PAGE: 'Stated on a public page that was read in part.',
    DATASET: 'Coded or listed in a research data set.',
    GENERAL_KNOWLEDGE: 'Not checked against a source.',
    ANALYST: 'Inferred or mapped by an analyst.',
  },
  'How a fact came to be known.',
);
export type Origin = keyof typeof Origin;

/** The period in legal dates for which a statement holds: half-open, so the last day is the day before `to`. */
@Shape('Effective', 'Legal dates: from this day, up to but not including `to`.')
export class Effective {
  @PartialDateField({ optional: true }) from?: string;
  @PartialDateField({ optional: true, description: 'First day on which it no longer holds' }) to?: string;
}

/** What every command carries beside its content (GEN-01): who can repeat it safely, since when it holds, and on what it rests. */
@InputType({ description: 'Under which id a command is sent, since when it holds, and on what it rests.' })
export class Provenance {
  @Field(() => ID, {
    description: 'Chosen by the sender. The same id with the same content gives the first answer again, for ever.',
  })
  @Matches(/^[\w.:/-]{1,200}$/, { message: 'must be 1 to 200 letters, digits or . : / - _' })
  commandId!: string;

  @CountField({
    optional: true,
    description: 'Version of the stream that the sender saw; a newer one refuses the command (GEN-04).',
  })
  expectedVersion?: number;

  @ShapeField(() => Effective, {
    optional: true,
    description: 'Since when it holds in law, where the command itself names no date.',
  })
  effective?: Effective;

  @IdField('source', { list: true, optional: true, max: 50, description: 'Registered sources that say so.' })
  sources?: string[];

  @SeqField({
    optional: true,
    description:
      'The event that was recorded wrongly and is put right by this command, which says all that it should have said. What changed in the world is no correction: record it as such (GEN-02).',
  })
  corrects?: number;

  @ChoiceField(() => Origin, { optional: true }) origin?: Origin;
  @ChoiceField(() => Confidence, { optional: true }) confidence?: Confidence;

  @TextField({ optional: true, sealed: true, description: 'Why, where no source is named.' })
  reason?: string;

  @TextField({ optional: true, sealed: true, description: 'A remark of the person who records.' })
  note?: string;

  @Field(() => ID, { nullable: true, description: 'Groups what belongs together, e.g. one import.' })
  @IsOptional()
  @Matches(/^[\w.:/-]{1,200}$/)
  correlationId?: string;
}
