export { calendarOf, type CalendarRecord } from './calendars/calendar.js';
export { calendarDecider, calendarsProjection } from './calendars/calendar.decider.js';
export { catalogueDecider } from './catalogue/catalogue.decider.js';
export { catalogueProjection } from './catalogue/catalogue.projection.js';
export { type CatalogueEntry, contentOn, directionsOf, entryOf } from './catalogue/entry.js';
export { arrangementFacts } from './evaluation/arrangement-facts.js';
export { compareDecimals } from './evaluation/decimal.js';
export { explain } from './evaluation/explain.js';
export {
  type AboutOccurrence,
  type Calendar,
  type ConditionFact,
  type DisputeFact,
  type DisputeOutcome,
  type EvidenceFact,
  type ExtensionFact,
  type Fact,
  type Facts,
  type FindingFact,
  type FindingResult,
  type ForcePeriod,
  joinFacts,
  type Linked,
  type RemedyFact,
  type ReviewFact,
  type Speaker,
  type SuspensionFact,
  type TriggerFact,
  type WaiverFact,
} from './evaluation/facts.js';
export {
  type Absent,
  AbsentKind,
  EvaluationRule,
  type Explanation,
  type Interval,
  type OccurrenceTimeline,
  type Parameter,
  type Read,
} from './evaluation/interval.js';
export { Contest, EVALUATOR, Headline, Performance, Verification } from './evaluation/status.js';
export { statusOn, timeline } from './evaluation/timeline.js';
export { addWorkingDays, isWorkingDay, nextWorkingDay } from './evaluation/legal-days.js';
export { Duties, type FactSource, type KnownDuty } from './obligations/duties.handler.js';
export { type Obligation } from './obligations/obligation.js';
export { obligationDecider } from './obligations/obligation.decider.js';
export {
  IntervalView,
  ObligationView,
  OccurrenceView,
  viewInterval,
  viewOccurrence,
} from './obligations/obligation.view.js';
export { GetObligation } from './obligations/obligations.query.js';
export { obligationsProjection } from './obligations/obligations.projection.js';
export { namedCalendars, namedDuties, type ObligationRecord, obligationOf } from './obligations/record.js';
export {
  BreachBy,
  DueRule,
  DutyBearer,
  DutyModality,
  ObligationTerms,
  ParameterAt,
  ProofLevel,
  ProofRequired,
} from './obligations/terms.js';
export { profileDecider } from './profiles/profile.decider.js';
export { profilesProjection } from './profiles/profiles.projection.js';
export { GetProfile } from './profiles/profiles.query.js';
export { RightsModule } from './rights.module.js';
export { profileOn } from './profiles/profile.js';
export { ProfileElement } from './profiles/terms.js';
export { coverageOf, Outcome, Reason, yardstick } from './coverage/coverage.js';
export { ClauseDifference } from './coverage/coverage.view.js';
export { allEntries, directionsIn, directionsOn } from './coverage/directions.js';
export { regressionsProjection } from './regressions/regressions.projection.js';
export { MeasuredValue } from './obligations/measured.js';
