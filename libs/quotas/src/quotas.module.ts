import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { CorridorsResolver, EventRangeResolver, LedgerResolver } from './ledger/ledger.resolver.js';
import {
  CountAdmittedByDayHandler,
  CountCorridorsHandler,
  CountEventsHandler,
  CountPlacesHandler,
} from './ledger/places.handler.js';
import { quotaDecider } from './quota.decider.js';
import { GetQuotaHandler, ListQuotasHandler } from './quotas.handler.js';
import { ArrangementQuotasResolver, QuotaConnectionResolver, QuotasResolver } from './quotas.resolver.js';

@Module({
  providers: [
    mutationsOf(quotaDecider),
    QuotasResolver,
    QuotaConnectionResolver,
    ArrangementQuotasResolver,
    GetQuotaHandler,
    ListQuotasHandler,
    LedgerResolver,
    CorridorsResolver,
    EventRangeResolver,
    CountPlacesHandler,
    CountAdmittedByDayHandler,
    CountCorridorsHandler,
    CountEventsHandler,
  ],
})
export class QuotasModule {}
