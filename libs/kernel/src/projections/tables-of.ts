import { JoinedTables } from './joined-tables.js';
import type { AnyJoinedProjection } from './joined-projection.js';
import type { ReadSchema } from './index-tables.js';
import type { AnyProjection } from './projection.js';
import { ProjectionTables } from './projection-tables.js';
import type { ReadTables } from './read-tables.js';

/** Any read model: the folds of one kind of stream, or rows that follow from several. */
export type AnyReadModel = AnyProjection | AnyJoinedProjection;

export const tablesOf = (model: AnyReadModel, schema: ReadSchema): ReadTables =>
  'decider' in model ? new ProjectionTables(model, schema) : new JoinedTables(model, schema);

/** The one kind of stream that it reads, if it is one. */
export const kindRead = (model: AnyReadModel): string | undefined =>
  'decider' in model ? model.decider.name : undefined;
