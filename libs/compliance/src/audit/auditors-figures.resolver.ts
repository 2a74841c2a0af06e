import { AsOf, type RequestContext } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Int, Query, Resolver } from '@nestjs/graphql';
import { Audited } from './audited.js';
import { FeesPaidAnswer } from './fees-paid.js';
import { GetFeesPaid } from './fees-paid.query.js';
import { FindingCounts, FindingGroup } from './finding-counts.js';
import { CountFindingsBy } from './finding-counts.query.js';

/** What a union counts over arrangements. */
@Resolver()
export class AuditorsFiguresResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => FindingCounts, {
    description:
      'Confirmed findings that something was not kept, by employer, recruiter or corridor, the most first. Small numbers are hidden from all but governments, unions and the secretariat (IND-03).',
  })
  findingCounts(
    @Context() { actor }: RequestContext,
    @Args('by', { type: () => FindingGroup, description: 'By what they are counted' }) by: FindingGroup,
    @Args() audited: Audited,
    @Args('first', { type: () => Int, description: 'How many groups, 1 to 100' }) first: number,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
  ): Promise<FindingCounts> {
    return this.queries.execute(new CountFindingsBy(by, audited, first, actor, asOf));
  }

  @Query(() => FeesPaidAnswer, {
    description:
      'Fees that workers paid, by corridor and by recruiter or whoever else owes to take none: the values that were reported, and what was found (SDG 10.7.1). Name an arrangement, an origin or a destination.',
  })
  feesPaid(
    @Context() { actor }: RequestContext,
    @Args() audited: Audited,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
  ): Promise<FeesPaidAnswer> {
    return this.queries.execute(new GetFeesPaid(audited, actor, asOf));
  }
}
