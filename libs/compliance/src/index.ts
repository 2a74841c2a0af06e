export { ComplianceModule } from './compliance.module.js';
export { complianceProjection } from './status/compliance.projection.js';
export { DutyReader } from './status/duty-reader.handler.js';
export { ListDutyStatusesHandler } from './status/statuses.handler.js';
export { ListDutyStatuses } from './status/statuses.query.js';
