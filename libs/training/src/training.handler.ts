import {
  AsOfResolver,
  BadQuestion,
  type Condition,
  type Database,
  encodeCursor,
  type EventLog,
  InjectDatabase,
  InjectLog,
  Page,
  pageOf,
  type PlainDate,
  ReadModel,
} from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { TrainingFilter } from './training-filter.js';
import { type TrainingCommitmentView, viewCommitment } from './commitment.view.js';
import { onDay, trainingProjection } from './training.projection.js';
import { GetTrainingCommitment, ListTrainingCommitments } from './training.query.js';

/** Conditions on facet rows `f`: those that a filter asks for, on a day. */
export const matching = (filter: TrainingFilter, day: PlainDate): Condition[] => [
  onDay(day),
  ...(filter.arrangement ? [sql`f.arrangement = ${filter.arrangement}`] : []),
  ...(filter.track ? [sql`f.track = ${filter.track}`] : []),
  ...(filter.status ? [sql`f.status = any(${filter.status as string[]})`] : []),
  ...(filter.dueFrom ? [sql`f.due_on >= ${filter.dueFrom}::date`] : []),
  ...(filter.dueUntil ? [sql`f.due_on <= ${filter.dueUntil}::date`] : []),
  ...(filter.funder ? [sql`f.funders @> ${[filter.funder]}::text[]`] : []),
  ...(filter.focus ? [sql`f.focus @> ${[filter.focus as string]}::text[]`] : []),
  ...(filter.origin ? [sql`f.origin = ${filter.origin}`] : []),
  ...(filter.destination ? [sql`f.destination = ${filter.destination}`] : []),
  ...(filter.isco ? [sql`f.isco like ${iscoGroup(filter.isco)}`] : []),
];

/** The pattern of a group of ISCO-08 and all within it. */
export function iscoGroup(isco: string): string {
  if (/^\d{1,4}$/.test(isco)) return `${isco}%`;
  throw new BadQuestion(`isco: ${JSON.stringify(isco.slice(0, 20))} is no group of ISCO-08: give one to four digits.`);
}

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
    const conditions = matching(filter, asOf.effectiveOn);
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
