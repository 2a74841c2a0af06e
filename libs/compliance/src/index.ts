export { ComplianceModule } from './compliance.module.js';
export { complianceProjection } from './status/compliance.projection.js';
