export { type Arrangement, type ClauseCoding, consentingParties } from './arrangement.js';
export { lastSignature } from './acts/act.js';
export { arrangementDecider } from './arrangement.decider.js';
export { type Amendment } from './amendments/amendment.js';
export {
  arrangementsAround,
  type ClauseChanged,
  clauseChanges,
  clausesAround,
  dayOf as dayOfAmendment,
} from './amendments/clause-changes.js';
export { Protection } from './amendments/protection.handler.js';
export { isForbidden, regressionsOf } from './amendments/regression.js';
export {
  Answer,
  Bearer,
  ClauseContent,
  ClauseElement,
  ClauseParameter,
  Comparator,
  type ElementMapping,
  Indicator,
  MappingRelation,
  Modality,
  Severity,
} from './clauses/clause-content.js';
export { clauseTimeline, type StandingPeriod } from './clauses/clause-timeline.js';
export { ClauseStanding, clauseStandingOn, isOwed } from './clauses/clause-standing.js';
export {
  type ClauseReading,
  ClauseDimension,
  ClauseVerdict,
  compareClauses,
  type Comparison,
  compareParameter,
  DimensionResult,
  type Directions,
  type DirectionsOn,
  MoreProtective,
} from './clauses/compare-clauses.js';
export { jurisdictionsOf } from './clauses/owed-by.js';
export { ClauseCode, CLAUSES } from './clauses/clause-code.js';
export { after, entryIntoForce } from './final-clauses/entry-into-force.js';
export { Period, SpanUnit } from './final-clauses/final-clauses.js';
export { viewCommittee } from './joint-committee/committee.view.js';
export { afterSuspensions, suspensionFor } from './life-cycle/suspension.js';
export { isEnd, isKnownNotToApply, legalStatusOn, legalTimeline, LegalStatus } from './life-cycle/timeline.js';
export { isIscoCode, iscoTitle } from './registration/isco-08.js';
export { SkillLevel } from './registration/terms.js';
export {
  AmendmentView,
  ArrangementView,
  ClauseView,
  clausesOn,
  DeadlineView,
  type ReadClause,
  scopeOn,
  viewArrangement,
  viewClauses,
  viewDeadlines,
} from './arrangement.view.js';
export { ArrangementsModule } from './arrangements.module.js';
export { arrangementsProjection } from './arrangements.projection.js';
export { GetArrangement, ListArrangements, ListDeadlines, WalkArrangements } from './arrangements.query.js';
export { ArrangementFilter } from './arrangement-filter.js';
export { RatifiedBy } from './clauses/clauses.resolver.js';
export { ArrangementConnection } from './arrangements.resolver.js';
export { WarningView } from './warnings/warnings.resolver.js';
