export { type CaseFile, type Finding, type Remedy, type Verdict } from './case.js';
export { caseDecider } from './case.decider.js';
export { CasesModule } from './cases.module.js';
export { casesProjection } from './cases.projection.js';
export { deadlinesOf as caseDeadlinesOf, ladderOn, nextDeadline, overdueOn } from './deadlines.js';
export { type DutyOfCase, factsOf } from './facts.js';
export { type Confidential, mayRead, mayReadWords, type Reader } from './may-read.js';
export { confirmedOn, lastOf, openCritical, phaseOn, standingRemedies, verifiedOn } from './phase.js';
export { idOf, RemedyKind, type Respondent } from './terms.js';
