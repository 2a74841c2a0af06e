import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { assessmentDecider } from './assessments/assessment.decider.js';
import { GetAssessmentHandler, ListAssessmentsHandler } from './assessments/assessments.handler.js';
import { AssessmentConnectionResolver, AssessmentsResolver } from './assessments/assessments.resolver.js';
import { caseDecider } from './case.decider.js';
import {
  CountComplaintsHandler,
  FindRepeatedHandler,
  GetCaseHandler,
  ListAlertsHandler,
  ListCasesHandler,
} from './cases.handler.js';
import { CaseConnectionResolver, CasesResolver } from './cases.resolver.js';
import { sampleDecider } from './sampling/sample.decider.js';
import { GetSampleHandler } from './sampling/samples.handler.js';
import { SamplesResolver } from './sampling/samples.resolver.js';

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
    mutationsOf(assessmentDecider),
    AssessmentsResolver,
    AssessmentConnectionResolver,
    GetAssessmentHandler,
    ListAssessmentsHandler,
    mutationsOf(sampleDecider),
    SamplesResolver,
    GetSampleHandler,
  ],
})
export class CasesModule {}
