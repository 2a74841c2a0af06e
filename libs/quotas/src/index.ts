export { counting, numberOn, phaseOn, type Quota, QuotaPhase, takenAtLeast } from './quota.js';
export { quotaDecider } from './quota.decider.js';
export { QuotaView, viewQuota } from './quota.view.js';
export { QuotasModule } from './quotas.module.js';
export { quotasProjection } from './quotas.projection.js';
export { scopesOf } from './scopes/scope.js';
export { GetQuota, ListQuotas } from './quotas.query.js';
export { FigureKind, QuotaGround, QuotaKind, QuotaNumber, QuotaUnit } from './terms.js';
