import { Inject } from '@nestjs/common';
import { EVENT_LOG, type EventLog, type Subject } from '../events/index.js';
import { type Condition, DATABASE, type Database, type Projection, ReadModel } from '../projections/index.js';
import { type AsOf, AsOfResolver, type AsOfUsed } from './as-of.js';
import { encodeCursor, Page, type PageArgs, pageOf } from './connection.js';

/** A subject as the API shows it on a day: pure. */
type View<S, V> = (subject: Subject<S>, asOf: AsOfUsed) => V;

/** What Nest gives to the handler of a query. */
type Handler<Q, R> = new (db: Database, log: EventLog, asOf: AsOfResolver) => { execute(query: Q): Promise<R> };

interface AsksForOne {
  id: string;
  asOf?: AsOf | null;
  atLeast?: number | null;
}

/** Base of the handler of a query for one subject by its id, as of two dates; null: nothing of that id was known. */
export function viewsOne<S, V>(projection: Projection<S>, view: View<S, V>): Handler<AsksForOne, V | null> {
  class ViewsOne {
    private readonly model;

    constructor(
      @Inject(DATABASE) db: Database,
      @Inject(EVENT_LOG) log: EventLog,
      @Inject(AsOfResolver) private readonly asOf: AsOfResolver,
    ) {
      this.model = new ReadModel(projection, db, log);
    }

    async execute({ id, asOf: asked, atLeast }: AsksForOne): Promise<V | null> {
      const asOf = await this.asOf.resolve(asked, atLeast);
      const subject = await this.model.one(id, asOf.knownSize);
      return subject ? view(subject, asOf) : null;
    }
  }
  return ViewsOne;
}

/** How a query for many is answered: from which index table, in which order, and under which conditions on its rows `f`. */
interface Listed<S, V, Q> {
  index: string;
  /** A text column without nulls. */
  orderBy: string;
  conditions(query: Q, asOf: AsOfUsed, model: ReadModel<S>): Condition[];
  view: View<S, V>;
}

/** Base of the handler of a query for many subjects, page by page, as of the dates of the first page. */
export function viewsMany<S, V, Q extends { page: PageArgs }>(
  projection: Projection<S>,
  { index, orderBy, conditions: conditionsOf, view }: Listed<S, V, Q>,
): Handler<Q, Page<V>> {
  class ViewsMany {
    private readonly model;

    constructor(
      @Inject(DATABASE) db: Database,
      @Inject(EVENT_LOG) log: EventLog,
      @Inject(AsOfResolver) private readonly asOf: AsOfResolver,
    ) {
      this.model = new ReadModel(projection, db, log);
    }

    async execute(query: Q): Promise<Page<V>> {
      const { first, after, asOf: asked } = pageOf(query.page);
      const asOf = await this.asOf.resolve(asked, query.page.atLeast);
      const size = asOf.knownSize;
      const conditions = conditionsOf(query, asOf, this.model);
      const found = await this.model.list({
        index,
        conditions,
        orderBy,
        first,
        after: after && [after.key, after.id],
        size,
      });
      const nodes = found.map(({ key, subject }) => ({
        cursor: encodeCursor({ key, id: subject.id, asOf }),
        node: view(subject, asOf),
      }));
      return Page.of(nodes, first, asOf, () => this.model.count(index, conditions, size));
    }
  }
  return ViewsMany;
}
