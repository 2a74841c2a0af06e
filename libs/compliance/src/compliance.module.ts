import { RightsModule } from '#rights';
import { Module } from '@nestjs/common';
import { ArrangementAuditResolver } from './audit/arrangement-audit.resolver.js';
import { AuditorsFiguresResolver } from './audit/auditors-figures.resolver.js';
import { GetFeesPaidHandler } from './audit/fees-paid.handler.js';
import { CountFindingsByHandler } from './audit/finding-counts.handler.js';
import { GetAmendmentImpactHandler } from './coverage/amendment-impact.handler.js';
import { AmendmentImpactResolver } from './coverage/amendment-impact.resolver.js';
import { ListRegressionWarningsHandler } from './coverage/regression-warnings.handler.js';
import {
  RegressionWarningConnectionResolver,
  RegressionWarningsResolver,
} from './coverage/regression-warnings.resolver.js';
import { DeadlinesOfPartyResolver } from './deadlines/deadlines.resolver.js';
import { GetEmployerDutiesHandler } from './employers/employer-duties.handler.js';
import { EmployerDutiesResolver, EmployerRecordResolver } from './employers/employer-duties.resolver.js';
import { CountFindingsHandler } from './employers/employer-record.handler.js';
import { LeftOutResolver } from './employers/left-out.resolver.js';
import { ArrangementRecords } from './matrix/arrangement-record.handler.js';
import { GetComplianceMatrixHandler } from './matrix/compliance-matrix.handler.js';
import { ComplianceMatrixResolver, MatrixRowResolver } from './matrix/compliance-matrix.resolver.js';
import { ComplianceReportResolver } from './report/compliance-report.resolver.js';
import { QuotaUses } from './report/quota-use.handler.js';
import { CaseFacts } from './status/case-facts.handler.js';
import { DutyReader } from './status/duty-reader.handler.js';
import { ListDutyStatusesHandler } from './status/statuses.handler.js';
import { DutyStatusConnectionResolver, DutyStatusResolver } from './status/statuses.resolver.js';

/** Read models over arrangements, duties and cases: who owes what by when, whether it is kept, and on what that rests. */
@Module({
  imports: [RightsModule],
  providers: [
    DutyReader,
    CaseFacts,
    DutyStatusResolver,
    DutyStatusConnectionResolver,
    ListDutyStatusesHandler,
    ArrangementRecords,
    ComplianceMatrixResolver,
    MatrixRowResolver,
    GetComplianceMatrixHandler,
    ArrangementAuditResolver,
    AuditorsFiguresResolver,
    CountFindingsByHandler,
    GetFeesPaidHandler,
    ComplianceReportResolver,
    QuotaUses,
    DeadlinesOfPartyResolver,
    EmployerDutiesResolver,
    GetEmployerDutiesHandler,
    EmployerRecordResolver,
    LeftOutResolver,
    CountFindingsHandler,
    AmendmentImpactResolver,
    GetAmendmentImpactHandler,
    RegressionWarningsResolver,
    RegressionWarningConnectionResolver,
    ListRegressionWarningsHandler,
  ],
})
export class ComplianceModule {}
