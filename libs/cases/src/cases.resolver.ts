import { AsOf, connectionOf, type Page, PageArgs, type RequestContext, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Context, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { CaseView } from './case.view.js';
import { CaseAlerts, ComplaintCounts, RepeatedFindingsList } from './cases.counts.js';
import { CaseFilter, CountComplaints, FindRepeated, GetCase, ListAlerts, ListCases } from './cases.query.js';

export const { Connection: CaseConnection, ConnectionResolver: CaseConnectionResolver } = connectionOf(
  'Case',
  () => CaseView,
);

/** Whose cases are counted. */
@ArgsType()
class WhoseArgs {
  @Field(() => ID, { nullable: true }) arrangement?: string | null;
  @Field(() => ID, { nullable: true, description: 'The party that the workers came from' }) origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'The party where they work' }) destination?: string | null;
  @Field(() => AsOf, { nullable: true, description: 'As of the day, as known; today and now unless told' })
  asOf?: AsOf | null;
}

@Resolver(() => CaseView)
export class CasesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => CaseView, {
    nullable: true,
    description: 'One case, on one day, as known on another, as far as the reader may see it (AUD-03).',
  })
  case(
    @Context() { actor }: RequestContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible, to read your own write (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<CaseView | null> {
    return this.queries.execute(new GetCase(id, actor, asOf, atLeast));
  }

  @Query(() => CaseConnection, { description: 'Complaints, checks and disclosures, the latest opened first.' })
  cases(
    @Context() { actor }: RequestContext,
    @Args() page: PageArgs,
    @Args('filter', { type: () => CaseFilter, nullable: true }) filter?: CaseFilter,
  ): Promise<Page<CaseView>> {
    return this.queries.execute(new ListCases(filter ?? {}, page, actor));
  }

  @Query(() => ComplaintCounts, {
    description: 'By matter: complaints filed, taken up, decided, decided in time, and remedied.',
  })
  complaintsByClause(@Args() { asOf, ...whose }: WhoseArgs): Promise<ComplaintCounts> {
    return this.queries.execute(new CountComplaints(whose, asOf));
  }

  @Query(() => CaseAlerts, { description: 'Critical findings that are not mended and verified, the oldest first.' })
  caseAlerts(
    @Args() { asOf, ...whose }: WhoseArgs,
    @Args('first', { type: () => Int, description: 'How many, 1 to 100' }) first: number,
  ): Promise<CaseAlerts> {
    return this.queries.execute(new ListAlerts(whose, first, asOf));
  }

  @Query(() => RepeatedFindingsList, {
    description: 'Parties, employers and recruiters with several confirmed findings against them, the most first.',
  })
  repeatedFindings(
    @Args() { asOf, ...whose }: WhoseArgs,
    @Args('first', { type: () => Int, description: 'How many, 1 to 100' }) first: number,
    @Args('atLeast', { type: () => Int, defaultValue: 2, description: 'How many findings make one be listed' })
    atLeast: number,
  ): Promise<RepeatedFindingsList> {
    return this.queries.execute(new FindRepeated(whose, atLeast, first, asOf));
  }
}
