import {
  AsOfResolver,
  type Database,
  encodeCursor,
  type EventLog,
  InjectDatabase,
  InjectLog,
  Page,
  pageOf,
  ReadModel,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { type QuotaView, viewQuota } from './quota.view.js';
import { quotasProjection } from './quotas.projection.js';
import { GetQuota, ListQuotas } from './quotas.query.js';

@QueryHandler(GetQuota)
export class GetQuotaHandler implements IQueryHandler<GetQuota, QuotaView | null> {
  private readonly quotas;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  async execute(query: GetQuota): Promise<QuotaView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.quotas.one(query.id, asOf.knownSize);
    return subject ? viewQuota(subject, asOf) : null;
  }
}

@QueryHandler(ListQuotas)
export class ListQuotasHandler implements IQueryHandler<ListQuotas, Page<QuotaView>> {
  private readonly quotas;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.quotas = new ReadModel(quotasProjection, db, log);
  }

  async execute({ filter, page }: ListQuotas): Promise<Page<QuotaView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = [
      ...(filter.arrangement ? [sql`f.arrangement = ${filter.arrangement}`] : []),
      ...(filter.kind ? [sql`f.kind = ${filter.kind}`] : []),
    ];
    const found = await this.quotas.list({
      index: 'facet',
      conditions,
      orderBy: 'starts',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewQuota(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.quotas.count('facet', conditions, size));
  }
}
