import { add, AsOfResolver } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Duties } from './duties.handler.js';
import { type ObligationView, viewObligation } from './obligation.view.js';
import { GetObligation } from './obligations.query.js';

/** How far beyond the day asked about occurrences are shown. */
const AHEAD = { years: 2 };

@QueryHandler(GetObligation)
export class GetObligationHandler implements IQueryHandler<GetObligation, ObligationView | null> {
  constructor(
    private readonly duties: Duties,
    private readonly asOf: AsOfResolver,
  ) {}

  async execute(query: GetObligation): Promise<ObligationView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const duty = await this.duties.of(query.id, asOf.knownSize);
    return duty ? viewObligation(duty.subject, duty, asOf, add(asOf.effectiveOn, AHEAD)) : null;
  }
}
