export * from './api/index.js';
export * from './commands/index.js';
export * from './events/index.js';
export { LogGrew } from './events/log-grew.js';
export * from './kernel.module.js';
export * from './log/index.js';
export * from './ports.js';
export * from './projections/index.js';
export * from './shapes/index.js';
