import { AsOf, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ObligationView } from './obligation.view.js';
import { GetObligation } from './obligations.query.js';

@Resolver(() => ObligationView)
export class ObligationsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ObligationView, {
    nullable: true,
    description: 'One duty: its terms, its occurrences, whether each is kept on one day as known on another, and why.',
  })
  obligation(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', {
      type: () => SeqScalar,
      nullable: true,
      description: 'Wait until this event is read, at most two seconds',
    })
    atLeast?: number,
  ): Promise<ObligationView | null> {
    return this.queries.execute(new GetObligation(id, asOf, atLeast));
  }
}
