export { AuditModule } from './audit.module.js';
export { GetCheckpoint, GetEvent } from './audit.query.js';
export * from './log-file.js';
export { type Fault, type Verification, verifyLog } from './verify-log.js';
