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
import { partiesProjection } from './parties.projection.js';
import { GetParty, ListParties } from './parties.query.js';
import { type PartyView, viewParty } from './party.view.js';

@QueryHandler(GetParty)
export class GetPartyHandler implements IQueryHandler<GetParty, PartyView | null> {
  private readonly parties;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  async execute(query: GetParty): Promise<PartyView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.parties.one(query.id, asOf.knownSize);
    return subject ? viewParty(subject, asOf) : null;
  }
}

@QueryHandler(ListParties)
export class ListPartiesHandler implements IQueryHandler<ListParties, Page<PartyView>> {
  private readonly parties;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  async execute({ filter, page }: ListParties): Promise<Page<PartyView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = [
      ...(filter.kind ? [sql`f.kind = ${filter.kind}`] : []),
      ...(filter.text ? [sql`f.names @@ websearch_to_tsquery('simple', ${filter.text})`] : []),
    ];
    const found = await this.parties.list({
      index: 'facet',
      conditions,
      orderBy: 'code',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewParty(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.parties.count('facet', conditions, size));
  }
}
