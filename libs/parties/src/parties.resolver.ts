import { AsOf, connectionOf, type Page, PageArgs, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { GetParty, ListParties } from './parties.query.js';
import { PartyView } from './party.view.js';
import { PartyKind } from './register-party.js';

export const { Connection: PartyConnection, ConnectionResolver: PartyConnectionResolver } = connectionOf(
  'Party',
  () => PartyView,
);

@Resolver(() => PartyView)
export class PartiesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => PartyView, { nullable: true, description: 'One party.' })
  party(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true }) atLeast?: number,
  ): Promise<PartyView | null> {
    return this.queries.execute(new GetParty(id, asOf, atLeast));
  }

  @Query(() => PartyConnection, { description: 'Parties in the order of their codes.' })
  parties(
    @Args() page: PageArgs,
    @Args('kind', { type: () => PartyKind, nullable: true }) kind?: PartyKind,
    @Args('text', { type: () => String, nullable: true, description: 'Words of a name' }) text?: string,
  ): Promise<Page<PartyView>> {
    return this.queries.execute(new ListParties({ kind, text }, page));
  }
}
