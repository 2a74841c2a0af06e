import { ArrangementView, viewArrangement } from '#arrangements';
import { AsOf, PlainDateScalar, type RequestContext, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { changedDuties, DutyChange, EmployerDuties, EmployerDuty } from './employer-duties.js';
import { CountFindings, GetEmployerDuties } from './employer-duties.query.js';
import type { FindingCounts } from './employer-record.handler.js';
import { EmployerRecord, recordOf } from './employer-record.js';
import { HiringInput } from './hiring.js';

@Resolver(() => EmployerDuty)
export class EmployerDutiesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => EmployerDuties, {
    description:
      'What an employer owes under the arrangements that reach its hiring, or what any employer of a destination owes (EMP-01).',
  })
  employerDuties(
    @Context() { actor }: RequestContext,
    @Args('employer', { type: () => ID, nullable: true, description: 'Whose duties; any employer unless told' })
    employer?: string,
    @Args('hiring', { type: () => HiringInput, nullable: true, description: 'Narrows the question' })
    hiring?: HiringInput,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is visible (at most 2 s)',
    })
    atLeast?: number,
  ): Promise<EmployerDuties> {
    return this.queries.execute(new GetEmployerDuties(employer ?? undefined, hiring ?? {}, actor, asOf, atLeast));
  }

  @ResolveField(() => ArrangementView, { description: 'The arrangement whose clause it is' })
  arrangement(@Parent() { subject, asOf }: EmployerDuty): ArrangementView {
    return viewArrangement(subject, asOf);
  }
}

/** How an employer compares with others. */
@Resolver(() => EmployerDuties)
export class EmployerRecordResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => EmployerRecord, {
    nullable: true,
    description:
      'Confirmed findings against it, beside those against others of its country and sectors; null: any employer',
  })
  async record(
    @Parent() { employer, asOf }: EmployerDuties,
    @Context() { actor }: RequestContext,
  ): Promise<EmployerRecord | null> {
    if (!employer) return null;
    const found = await this.queries.execute<CountFindings, FindingCounts>(new CountFindings(employer, asOf));
    return recordOf(found, actor === undefined);
  }

  @ResolveField(() => [DutyChange], {
    description:
      'What it owes on the day asked about and did not on an earlier one, or the other way round, as known now',
  })
  async changedSince(
    @Parent() { employer, hiring, duties, asOf }: EmployerDuties,
    @Context() { actor }: RequestContext,
    @Args('day', { type: () => PlainDateScalar, description: 'The earlier day, e.g. of the last season' }) day: string,
  ): Promise<DutyChange[]> {
    const then = await this.queries.execute<GetEmployerDuties, EmployerDuties>(
      new GetEmployerDuties(employer?.id, hiring, actor, { effectiveOn: day, knownSize: asOf.knownSize }),
    );
    return changedDuties(then.duties, duties);
  }
}
