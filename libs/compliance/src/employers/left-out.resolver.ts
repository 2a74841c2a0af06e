import { AssessmentView } from '#cases';
import type { RequestContext } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EmployerDuties, EmployerDuty } from './employer-duties.js';
import { GetEmployerDuties } from './employer-duties.query.js';
import { leftOut } from './left-out.js';

/** Whether what an employer says of itself covers all its duties. */
@Resolver(() => AssessmentView)
export class LeftOutResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => [EmployerDuty], {
    description:
      'Duties that it had on the day for which the assessment was made, under any arrangement that reaches its country and sectors, and of which it says nothing: an assessment covers all (EMP-06)',
  })
  async leftOut(
    @Parent() { employer, on, duties: answers, asOf }: AssessmentView,
    @Context() { actor }: RequestContext,
  ): Promise<EmployerDuty[]> {
    const owed = await this.queries.execute<GetEmployerDuties, EmployerDuties>(
      new GetEmployerDuties(employer, {}, actor, { effectiveOn: on, knownSize: asOf.knownSize }),
    );
    return leftOut(answers, owed.duties, owed.employer!.sectors);
  }
}
