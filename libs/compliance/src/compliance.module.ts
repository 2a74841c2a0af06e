import { Module } from '@nestjs/common';
import { GetEmployerDutiesHandler } from './employers/employer-duties.handler.js';
import { EmployerDutiesResolver } from './employers/employer-duties.resolver.js';
import { TextAuditResolver } from './audit/arrangement-audit.resolver.js';
import { GetAmendmentImpactHandler } from './coverage/amendment-impact.handler.js';
import { AmendmentImpactResolver } from './coverage/amendment-impact.resolver.js';

/** Read models over arrangements, duties and cases: who owes what by when, whether it is kept, and on what that rests. */
@Module({
  providers: [
    TextAuditResolver,
    EmployerDutiesResolver,
    GetEmployerDutiesHandler,
    AmendmentImpactResolver,
    GetAmendmentImpactHandler,
  ],
})
export class ComplianceModule {}
