import { ClauseCode, Severity } from '#arrangements';
import { AsOfUsed, choices, masked, MaskedCount } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';

export const FindingGroup = choices(
  'FindingGroup',
  {
    EMPLOYER: 'By the employer that they are against.',
    RECRUITER: 'By the recruiter that they are against.',
    CORRIDOR: 'By where the workers came from, and where they work, as the case tells it.',
  },
  'By what findings are counted.',
);
export type FindingGroup = keyof typeof FindingGroup;

@ObjectType({
  description: 'Confirmed findings that something was not kept, of one employer, recruiter or corridor, on one day.',
})
export class FindingCount {
  @Field(() => ID, { nullable: true, description: 'Against whom; null: counted by corridor' }) respondent?: string;
  @Field(() => ID, { nullable: true, description: 'null: counted by respondent, or the case tells no corridor' })
  origin?: string;
  @Field(() => ID, { nullable: true, description: 'null: counted by respondent, or the case tells no corridor' })
  destination?: string;
  @Field(() => MaskedCount, { description: 'Findings' }) findings!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Of these, those whose remedy is not verified' }) open!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Workers concerned, as told; each once per finding (CMP-09)' })
  workers!: MaskedCount;
  @Field(() => [ClauseCode], { description: 'On which matters' }) codes!: ClauseCode[];
  @Field(() => Severity, { description: 'The gravest' }) gravest!: Severity;
}

@ObjectType({ description: 'Findings by employer, recruiter or corridor, the most first.' })
export class FindingCounts {
  @Field(() => [FindingCount], { description: 'At most as many as asked for' }) groups!: FindingCount[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** The counts of one group before small ones are hidden. */
export interface CountedFindings extends Omit<FindingCount, 'findings' | 'open' | 'workers' | 'gravest'> {
  findings: number;
  open: number;
  workers: number;
  severities: Severity[];
}

/** IND-03: one group as this reader sees it. Where the findings are hidden, so is how many of them are open. */
export function viewCount(
  { findings, open, workers, severities, ...group }: CountedFindings,
  isPublic: boolean,
): FindingCount {
  const ranks = Object.keys(Severity) as Severity[];
  const all = masked(findings, isPublic);
  return {
    ...group,
    findings: all,
    open: all.masked ? all : masked(open, isPublic),
    workers: masked(workers, isPublic),
    gravest: ranks[Math.max(...severities.map((severity) => ranks.indexOf(severity)))]!,
  };
}
