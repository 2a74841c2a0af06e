import { viewsMany, viewsOne } from '#kernel';
import { QueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { viewQuota } from './quota.view.js';
import { quotasProjection } from './quotas.projection.js';
import { GetQuota, ListQuotas } from './quotas.query.js';

@QueryHandler(GetQuota)
export class GetQuotaHandler extends viewsOne(quotasProjection, viewQuota) {}

@QueryHandler(ListQuotas)
export class ListQuotasHandler extends viewsMany(quotasProjection, {
  index: 'facet',
  orderBy: 'starts',
  conditions: ({ filter }: ListQuotas) => [
    ...(filter.arrangement ? [sql`f.arrangement = ${filter.arrangement}`] : []),
    ...(filter.kind ? [sql`f.kind = ${filter.kind}`] : []),
  ],
  view: viewQuota,
}) {}
