import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
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
  ],
})
export class QuotasModule {}
