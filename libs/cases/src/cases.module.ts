import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { caseDecider } from './case.decider.js';
import {
  CountComplaintsHandler,
  FindRepeatedHandler,
  GetCaseHandler,
  ListAlertsHandler,
  ListCasesHandler,
} from './cases.handler.js';
import { CaseConnectionResolver, CasesResolver } from './cases.resolver.js';

@Module({
  providers: [
    mutationsOf(caseDecider),
    CasesResolver,
    CaseConnectionResolver,
    GetCaseHandler,
    ListCasesHandler,
    CountComplaintsHandler,
    ListAlertsHandler,
    FindRepeatedHandler,
  ],
})
export class CasesModule {}
