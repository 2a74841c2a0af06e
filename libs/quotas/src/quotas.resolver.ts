import { ArrangementView } from '#arrangements';
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
import type { Quota } from './quota.js';
import { QuotaView, viewQuota } from './quota.view.js';
import { quotasProjection } from './quotas.projection.js';
import { GetQuota, ListQuotas } from './quotas.query.js';
import { QuotaKind } from './terms.js';

export const { Connection: QuotaConnection, ConnectionResolver: QuotaConnectionResolver } = connectionOf(
  'Quota',
  () => QuotaView,
);

@Resolver(() => QuotaView)
export class QuotasResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => QuotaView, {
    nullable: true,
    description: 'One quota or series of figures, on one day, as known on another.',
  })
  quota(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true }) atLeast?: number,
  ): Promise<QuotaView | null> {
    return this.queries.execute(new GetQuota(id, asOf, atLeast));
  }

  @Query(() => QuotaConnection, {
    description: 'Quotas and series of figures in the order of their periods; series of figures come first.',
  })
  quotas(
    @Args() page: PageArgs,
    @Args('arrangement', { type: () => ID, nullable: true }) arrangement?: string,
    @Args('kind', { type: () => QuotaKind, nullable: true }) kind?: QuotaKind,
  ): Promise<Page<QuotaView>> {
    return this.queries.execute(new ListQuotas({ arrangement, kind }, page));
  }
}

/** Shows the quotas of an arrangement, as known when the arrangement is. */
@Resolver(() => ArrangementView)
export class ArrangementQuotasResolver {
  private readonly found: ReadModel<Quota>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.found = new ReadModel(quotasProjection, db, log);
  }

  @ResolveField(() => [QuotaView], { description: 'What it sets and what was observed, in the order of the periods' })
  async quotas(@Parent() { id, asOf }: ArrangementView, @Context() context: object): Promise<QuotaView[]> {
    const size = asOf.knownSize;
    const subjects = await load(context, `quotas at ${size}`, id, (ids) =>
      this.found.groupedBy('arrangement', ids, { index: 'facet', conditions: [], orderBy: 'starts', size }),
    );
    return (subjects ?? []).map((subject) => viewQuota(subject, asOf));
  }
}
