import { ClauseCode } from '#arrangements';
import { AsOf, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { ListCatalogue } from './catalogue.query.js';
import { CatalogueClauseView } from './catalogue.view.js';

@Resolver(() => CatalogueClauseView)
export class CatalogueResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => [CatalogueClauseView], {
    description: 'The clause catalogue: legal basis of each matter with its mark, values and what a clause has to say.',
  })
  catalogue(
    @Args('codes', { type: () => [ClauseCode], nullable: true, description: 'All, unless told' }) codes?: ClauseCode[],
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<CatalogueClauseView[]> {
    return this.queries.execute(new ListCatalogue(codes, asOf, atLeast));
  }
}
