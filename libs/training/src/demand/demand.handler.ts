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
import { iscoGroup } from '../training.handler.js';
import { onDay } from '../training.projection.js';
import { demandProjection } from './demand.projection.js';
import { GetDemand, ListDemands } from './demand.query.js';
import { type SkillsDemandView, viewDemand } from './demand.view.js';

@QueryHandler(GetDemand)
export class GetDemandHandler implements IQueryHandler<GetDemand, SkillsDemandView | null> {
  private readonly demands;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.demands = new ReadModel(demandProjection, db, log);
  }

  async execute(query: GetDemand): Promise<SkillsDemandView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.demands.one(query.id, asOf.knownSize);
    return subject ? viewDemand(subject, asOf) : null;
  }
}

@QueryHandler(ListDemands)
export class ListDemandsHandler implements IQueryHandler<ListDemands, Page<SkillsDemandView>> {
  private readonly demands;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.demands = new ReadModel(demandProjection, db, log);
  }

  async execute({ filter, page }: ListDemands): Promise<Page<SkillsDemandView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const { destination, origin, isco, side, from, until } = filter;
    const conditions = [
      onDay(asOf.effectiveOn),
      sql`f.persons > 0`,
      ...(destination ? [sql`f.destination = ${destination}`] : []),
      ...(origin ? [sql`f.origin in ('', ${origin})`] : []),
      ...(isco ? [sql`f.isco like ${iscoGroup(isco)}`] : []),
      ...(side ? [sql`f.side = ${side}`] : []),
      ...(from ? [sql`f.needed_until >= ${from}::date`] : []),
      ...(until ? [sql`f.needed_from <= ${until}::date`] : []),
    ];
    const found = await this.demands.list({
      index: 'facet',
      conditions,
      orderBy: 'begins',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewDemand(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.demands.count('facet', conditions, size));
  }
}
