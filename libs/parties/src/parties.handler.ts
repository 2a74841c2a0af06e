import { viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { partiesProjection } from './parties.projection.js';
import { GetParty, ListParties } from './parties.query.js';
import { viewParty } from './party.view.js';

@QueryHandler(GetParty)
export class GetPartyHandler extends viewsOne(partiesProjection, viewParty) {}

@QueryHandler(ListParties)
export class ListPartiesHandler extends viewsMany(partiesProjection, {
  index: 'facet',
  orderBy: 'code',
  conditions: ({ filter }: ListParties) => [
    ...(filter.kind ? [sql`f.kind = ${filter.kind}`] : []),
    ...(filter.text ? [sql`f.names @@ websearch_to_tsquery('simple', ${filter.text})`] : []),
  ],
  view: viewParty,
}) {}
