import { AsOf, connectionOf, type Page, PageArgs, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { DemandFilter } from './demand-filter.js';
import { GetDemand, ListDemands } from './demand.query.js';
import { SkillsDemandView } from './demand.view.js';

export const { Connection: SkillsDemandConnection, ConnectionResolver: SkillsDemandConnectionResolver } = connectionOf(
  'SkillsDemand',
  () => SkillsDemandView,
);

@Resolver(() => SkillsDemandView)
export class DemandResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => SkillsDemandView, {
    nullable: true,
    description: 'One demand for skills, on one day, as known on another.',
  })
  skillsDemand(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<SkillsDemandView | null> {
    return this.queries.execute(new GetDemand(id, asOf, atLeast));
  }

  @Query(() => SkillsDemandConnection, {
    description: 'Demands for skills that stand on the day, the earliest needed first.',
  })
  skillsDemands(
    @Args() page: PageArgs,
    @Args('filter', { type: () => DemandFilter, nullable: true }) filter?: DemandFilter,
  ): Promise<Page<SkillsDemandView>> {
    return this.queries.execute(new ListDemands(filter ?? {}, page));
  }
}
