import { AsOf, connectionOf, type Page, PageArgs, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { AssessmentView } from './assessment.view.js';
import { GetAssessment, ListAssessments } from './assessments.query.js';

export const { Connection: AssessmentConnection, ConnectionResolver: AssessmentConnectionResolver } = connectionOf(
  'SelfAssessment',
  () => AssessmentView,
);

@Resolver(() => AssessmentView)
export class AssessmentsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => AssessmentView, {
    nullable: true,
    description: 'What an employer says of itself, beside what others found, on one day as known on another.',
  })
  selfAssessment(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible, to read your own write (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<AssessmentView | null> {
    return this.queries.execute(new GetAssessment(id, asOf, atLeast));
  }

  @Query(() => AssessmentConnection, {
    description: 'Assessments made by the day asked about, the latest first: where they differ from findings is told.',
  })
  selfAssessments(
    @Args() page: PageArgs,
    @Args('employer', { type: () => ID, nullable: true }) employer?: string,
    @Args('arrangement', { type: () => ID, nullable: true }) arrangement?: string,
  ): Promise<Page<AssessmentView>> {
    return this.queries.execute(new ListAssessments({ employer, arrangement }, page));
  }
}
