export * from './database.js';
export * from './projection.js';
export * from './projection-runner.js';
export * from './projection-tables.js';
export * from './projections.js';
export * from './read-model.js';
export * from './rebuild.js';
