export { type Arrangement, consentingParties } from './arrangement.js';
export { arrangementDecider } from './arrangement.decider.js';
export { type ClauseChanged, clauseChanges } from './amendments/clause-changes.js';
export { clausesOn, type ReadClause } from './arrangement.view.js';
export {
  type Answer,
  Bearer,
  ClauseContent,
  ClauseElement,
  type ClauseParameter,
  type ElementMapping,
} from './clauses/clause-content.js';
export {
  type ClauseReading,
  ClauseDimension,
  ClauseVerdict,
  compareClauses,
  compareParameter,
  DimensionResult,
  type Directions,
  MoreProtective,
} from './clauses/compare-clauses.js';
export { ClauseCode, CLAUSES } from './clauses/clause-code.js';
export { entryIntoForce } from './final-clauses/entry-into-force.js';
export { afterSuspensions, suspensionFor } from './life-cycle/suspension.js';
export { isEnd, isKnownNotToApply, legalStatusOn, legalTimeline, LegalStatus } from './life-cycle/timeline.js';
export { isIscoCode, iscoTitle } from './registration/isco-08.js';
export { SkillLevel } from './registration/terms.js';
export { ArrangementView, viewArrangement } from './arrangement.view.js';
export { ArrangementsModule } from './arrangements.module.js';
export { arrangementsProjection } from './arrangements.projection.js';
export { GetArrangement } from './arrangements.query.js';
