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
import { type TrainingCommitmentView, viewCommitment } from './commitment.view.js';
import { onDay, trainingProjection } from './training.projection.js';
import { GetTrainingCommitment, ListTrainingCommitments } from './training.query.js';

@QueryHandler(GetTrainingCommitment)
export class GetTrainingCommitmentHandler implements IQueryHandler<
  GetTrainingCommitment,
  TrainingCommitmentView | null
> {
  private readonly commitments;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  async execute(query: GetTrainingCommitment): Promise<TrainingCommitmentView | null> {
    const asOf = await this.asOf.resolve(query.asOf, query.atLeast);
    const subject = await this.commitments.one(query.id, asOf.knownSize);
    return subject ? viewCommitment(subject, asOf) : null;
  }
}

@QueryHandler(ListTrainingCommitments)
export class ListTrainingCommitmentsHandler implements IQueryHandler<
  ListTrainingCommitments,
  Page<TrainingCommitmentView>
> {
  private readonly commitments;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  async execute({ filter, page }: ListTrainingCommitments): Promise<Page<TrainingCommitmentView>> {
    const { first, after, asOf: asked } = pageOf(page);
    const asOf = await this.asOf.resolve(asked, page.atLeast);
    const size = asOf.knownSize;
    const conditions = [
      onDay(asOf.effectiveOn),
      ...(filter.arrangement ? [sql`f.arrangement = ${filter.arrangement}`] : []),
      ...(filter.track ? [sql`f.track = ${filter.track}`] : []),
      ...(filter.overdueOnly ? [sql`f.status = 'OVERDUE'`] : []),
    ];
    const found = await this.commitments.list({
      index: 'facet',
      conditions,
      orderBy: 'due',
      first,
      after: after && [after.key, after.id],
      size,
    });
    const nodes = found.map(({ key, subject }) => ({
      cursor: encodeCursor({ key, id: subject.id, asOf }),
      node: viewCommitment(subject, asOf),
    }));
    return Page.of(nodes, first, asOf, () => this.commitments.count('facet', conditions, size));
  }
}
