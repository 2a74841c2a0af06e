import { ClauseCode } from '#arrangements';
import { AsOfResolver, type Database, type EventLog, InjectDatabase, InjectLog, ReadModel } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { catalogueProjection } from './catalogue.projection.js';
import { ListCatalogue } from './catalogue.query.js';
import { type CatalogueClauseView, viewEntry } from './catalogue.view.js';
import { entryOf } from './entry.js';

@QueryHandler(ListCatalogue)
export class ListCatalogueHandler implements IQueryHandler<ListCatalogue, CatalogueClauseView[]> {
  private readonly entries;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  async execute(query: ListCatalogue): Promise<CatalogueClauseView[]> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const ids = (query.codes ?? (Object.keys(ClauseCode) as ClauseCode[])).map(entryOf);
    const found = await this.entries.many(ids, asOf.knownSize);
    return ids.flatMap((id) => (found.has(id) ? [viewEntry(found.get(id)!, asOf)] : []));
  }
}
