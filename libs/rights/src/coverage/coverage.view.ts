import { ClauseCode, ClauseDimension, ClauseElement, ClauseVerdict, ClauseView, DimensionResult } from '#arrangements';
import { AsOfUsed } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { LegalBasis } from '../catalogue/terms.js';
import { ProfileView } from '../profiles/profile.view.js';
import { ProfileElement } from '../profiles/terms.js';
import { type Finding, Outcome, Reason } from './coverage.js';

@ObjectType({ description: 'How many findings have each outcome; never one score.' })
export class CoverageCounts {
  @Field(() => Int, { description: 'The text says as much, or more' }) met!: number;
  @Field(() => Int, { description: 'The text says less' }) weaker!: number;
  @Field(() => Int, { description: 'The text was read and is silent' }) missing!: number;
  @Field(() => Int, { description: 'What was coded does not tell' }) inconclusive!: number;
  @Field(() => Int, { description: 'It cannot be asked of the text' }) notApplicable!: number;
}

@ObjectType({ description: 'What one arrangement makes of one element, by which clauses and events.' })
export class CoverageCase {
  @Field(() => ID) arrangement!: string;
  @Field(() => String, { description: 'First title of the arrangement' }) title!: string;
  @Field(() => Outcome, { description: 'What it makes of the element' }) outcome!: Outcome;
  @Field(() => Reason, { description: 'Why so' }) why!: Reason;
  @Field(() => [String], { description: 'Values on which that rests' }) parameters!: string[];
  @Field(() => [ClauseView], { description: 'The clauses, in the version of the day, with their events' })
  clauses!: ClauseView[];
}

/** What one arrangement makes of one element, before its clauses are read. */
export interface Found extends Finding {
  arrangement: string;
}

@ObjectType({ description: 'What arrangements make of one element of a profile.' })
export class ElementCoverage {
  @Field(() => ProfileElement, { description: 'The element, with its mark' }) element!: ProfileElement;
  @Field({ description: 'Whether it counts: a theme is counted by its parts, and a process by no text' })
  counted!: boolean;
  @Field(() => CoverageCounts, { description: 'How many arrangements have each outcome' }) counts!: CoverageCounts;
  found!: Found[];
  asOf!: AsOfUsed;
}

@ObjectType({ description: 'What arrangements make of one part of a profile, such as one of twenty practices.' })
export class GroupCoverage {
  @Field({ description: 'The part of the profile' }) group!: string;
  @Field(() => Int, { description: 'How many of its elements count' }) elements!: number;
  @Field(() => Int, { description: 'Arrangements that meet at least one of its elements' }) some!: number;
  @Field(() => Int, { description: 'Arrangements that meet each of them' }) every!: number;
}

@ObjectType({ description: 'Arrangements held against a reference profile, element by element.' })
export class ClauseCoverage {
  @Field(() => ProfileView, { description: 'The profile, in the version of the day' }) profile!: ProfileView;
  @Field(() => Int, { description: 'How many arrangements were held against it' }) arrangements!: number;
  @Field(() => CoverageCounts, { description: 'Over all arrangements and the elements that count' })
  counts!: CoverageCounts;
  @Field(() => [ElementCoverage], { description: 'In the order of the profile' }) elements!: ElementCoverage[];
  @Field(() => [GroupCoverage], { description: 'By the parts of the profile' }) groups!: GroupCoverage[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

@ObjectType({ description: 'A clause that does not say what the catalogue asks for beside the duty.' })
export class IncompleteClause {
  @Field(() => ClauseView, { description: 'The clause' }) clause!: ClauseView;
  @Field(() => [ClauseElement], { description: 'What it does not say' }) lacks!: ClauseElement[];
}

@ObjectType({ description: 'A matter that an article of a convention deals with, and the text does not.' })
export class UnreflectedMatter {
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field(() => LegalBasis, { description: 'The article, with its mark' }) basis!: LegalBasis;
  @Field({ description: 'Coded as silent; false: nobody has coded it, so the text may deal with it' }) silent!: boolean;
}

@ObjectType({ description: 'In what two readings of a clause differ.' })
export class ClauseDifference {
  @Field(() => ClauseDimension, { description: 'In what' }) dimension!: ClauseDimension;
  @Field(() => String, { nullable: true, description: 'Which parameter or element' }) name?: string;
  @Field(() => DimensionResult, { description: 'What became of it' }) result!: DimensionResult;
}

@ObjectType({ description: 'A clause that the partner gave in another arrangement, beside ours on the same matter.' })
export class ElsewhereComparison {
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field(() => ID, { description: 'Our arrangement' }) arrangement!: string;
  @Field(() => ClauseView, { nullable: true, description: 'Our clause; null: nobody has coded one' }) ours?: ClauseView;
  @Field(() => ID, { description: 'The other arrangement' }) elsewhere!: string;
  @Field(() => ClauseView, { description: 'The clause of the other arrangement' }) theirs!: ClauseView;
  @Field(() => ClauseVerdict, { description: 'What would become of ours if it read like theirs' })
  verdict!: ClauseVerdict;
  @Field(() => [ClauseDifference], { description: 'From ours to theirs' }) differences!: ClauseDifference[];
}
