import { connectionOf, type Page, PageArgs, PlainDateScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ListRegressionWarnings } from './regression-warnings.query.js';
import { RegressionWarning } from './regression-warnings.view.js';

export const { Connection: RegressionWarningConnection, ConnectionResolver: RegressionWarningConnectionResolver } =
  connectionOf('RegressionWarning', () => RegressionWarning);

/** What an auditor of rights finds without knowing of it. */
@Resolver(() => RegressionWarning)
export class RegressionWarningsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => RegressionWarningConnection, {
    description:
      'Amendments that lower protection, from their recording on and before they bind, the latest recorded first (AMD-09).',
  })
  regressionWarnings(
    @Args() page: PageArgs,
    @Args('arrangement', { type: () => ID, nullable: true, description: 'Of this one only' }) arrangement?: string,
    @Args('party', { type: () => ID, nullable: true, description: 'Of arrangements of this party only' })
    party?: string,
    @Args('from', { type: () => PlainDateScalar, nullable: true, description: 'Recorded on this day or later' })
    from?: string,
    @Args('to', { type: () => PlainDateScalar, nullable: true, description: 'Recorded before this day' }) to?: string,
  ): Promise<Page<RegressionWarning>> {
    return this.queries.execute(new ListRegressionWarnings({ arrangement, party, from, to }, page));
  }
}
