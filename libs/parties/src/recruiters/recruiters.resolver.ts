import { AsOf, connectionOf, type Page, PageArgs, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { LicenceView, RecruiterView, viewLicenceIn } from './recruiter.view.js';
import { GetRecruiter, ListRecruiters, RecruiterFilter } from './recruiters.query.js';

export const { Connection: RecruiterConnection, ConnectionResolver: RecruiterConnectionResolver } = connectionOf(
  'Recruiter',
  () => RecruiterView,
);

@Resolver(() => RecruiterView)
export class RecruitersResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => RecruiterView, { nullable: true, description: 'One recruiter, on one day, as known on another.' })
  recruiter(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible, to read your own write (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<RecruiterView | null> {
    return this.queries.execute(new GetRecruiter(id, asOf, atLeast));
  }

  @Query(() => RecruiterConnection, { description: 'Recruiters that meet a filter, in the order of their names.' })
  recruiters(
    @Args() page: PageArgs,
    @Args('filter', { type: () => RecruiterFilter, nullable: true }) filter?: RecruiterFilter,
  ): Promise<Page<RecruiterView>> {
    return this.queries.execute(new ListRecruiters(filter ?? {}, page));
  }

  @ResolveField(() => LicenceView, {
    nullable: true,
    description: 'The licence of this state that holds on the day asked about; null: none on record does (EMP-04)',
  })
  licenceIn(
    @Parent() recruiter: RecruiterView,
    @Args('jurisdiction', { type: () => ID, description: 'An origin or a destination' }) jurisdiction: string,
  ): LicenceView | null {
    return viewLicenceIn(recruiter, jurisdiction);
  }
}
