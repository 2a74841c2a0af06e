import { viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { iscoGroup } from '../training.handler.js';
import { onDay } from '../training.projection.js';
import { demandProjection } from './demand.projection.js';
import { GetDemand, ListDemands } from './demand.query.js';
import { viewDemand } from './demand.view.js';

@QueryHandler(GetDemand)
export class GetDemandHandler extends viewsOne(demandProjection, viewDemand) {}

@QueryHandler(ListDemands)
export class ListDemandsHandler extends viewsMany(demandProjection, {
  index: 'facet',
  orderBy: 'begins',
  conditions: ({ filter: { destination, origin, isco, side, from, until } }: ListDemands, { effectiveOn }) => [
    onDay(effectiveOn),
    sql`f.persons > 0`,
    ...(destination ? [sql`f.destination = ${destination}`] : []),
    ...(origin ? [sql`f.origin in ('', ${origin})`] : []),
    ...(isco ? [sql`f.isco like ${iscoGroup(isco)}`] : []),
    ...(side ? [sql`f.side = ${side}`] : []),
    ...(from ? [sql`f.needed_until >= ${from}::date`] : []),
    ...(until ? [sql`f.needed_from <= ${until}::date`] : []),
  ],
  view: viewDemand,
}) {}
