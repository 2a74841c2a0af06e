import { BadQuestion, type Condition, type PlainDate, viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { TrainingFilter } from './training-filter.js';
import { viewCommitment } from './commitment.view.js';
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
export class GetTrainingCommitmentHandler extends viewsOne(trainingProjection, viewCommitment) {}

@QueryHandler(ListTrainingCommitments)
export class ListTrainingCommitmentsHandler extends viewsMany(trainingProjection, {
  index: 'facet',
  orderBy: 'due',
  conditions: ({ filter }: ListTrainingCommitments, { effectiveOn }) => matching(filter, effectiveOn),
  view: viewCommitment,
}) {}
