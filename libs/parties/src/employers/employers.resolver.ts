import {
  AsOf,
  connectionOf,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  load,
  type Page,
  PageArgs,
  ReadModel,
  SeqScalar,
} from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Recruiter } from '../recruiters/recruiter.js';
import { viewLiabilities } from '../recruiters/recruiter.view.js';
import { recruitersProjection } from '../recruiters/recruiters.projection.js';
import { EmployerView, JointLiabilityView, StandingView, viewStanding } from './employer.view.js';
import { EmployerFilter, GetEmployer, ListEmployers } from './employers.query.js';

export const { Connection: EmployerConnection, ConnectionResolver: EmployerConnectionResolver } = connectionOf(
  'Employer',
  () => EmployerView,
);

@Resolver(() => EmployerView)
export class EmployersResolver {
  private readonly recruiters: ReadModel<Recruiter>;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly queries: QueryBus,
  ) {
    this.recruiters = new ReadModel(recruitersProjection, db, log);
  }

  @Query(() => EmployerView, { nullable: true, description: 'One employer, on one day, as known on another.' })
  employer(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible, to read your own write (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<EmployerView | null> {
    return this.queries.execute(new GetEmployer(id, asOf, atLeast));
  }

  @Query(() => EmployerConnection, { description: 'Employers that meet a filter, in the order of their names.' })
  employers(
    @Args() page: PageArgs,
    @Args('filter', { type: () => EmployerFilter, nullable: true }) filter?: EmployerFilter,
  ): Promise<Page<EmployerView>> {
    return this.queries.execute(new ListEmployers(filter ?? {}, page));
  }

  @ResolveField(() => StandingView, {
    description: 'Whether it may take part on the day asked about: for some hiring, or, not narrowed, at all (EMP-02)',
  })
  standing(
    @Parent() employer: EmployerView,
    @Args('arrangement', { type: () => ID, nullable: true }) arrangement?: string,
    @Args('origin', { type: () => ID, nullable: true, description: 'The state from which it hires' }) origin?: string,
    @Args('sector', { type: () => String, nullable: true, description: 'In lower case' }) sector?: string,
  ): StandingView {
    // What is not asked about comes as null.
    return viewStanding(employer, {
      arrangement: arrangement ?? undefined,
      origin: origin ?? undefined,
      sector: sector ?? undefined,
    });
  }

  @ResolveField(() => [JointLiabilityView], {
    description: 'With which recruiters it is jointly liable on the day asked about, and by which clause (EMP-05)',
  })
  async jointLiabilities(
    @Parent() { id, asOf }: EmployerView,
    @Context() context: object,
  ): Promise<JointLiabilityView[]> {
    const size = asOf.knownSize;
    const recruiters = await load(context, `recruiters liable at ${size}`, id, (ids) =>
      this.recruiters.groupedBy('employer', ids, { index: 'liability', conditions: [], orderBy: 'employer', size }),
    );
    return (recruiters ?? []).flatMap((recruiter) => viewLiabilities(recruiter, asOf, id));
  }
}
