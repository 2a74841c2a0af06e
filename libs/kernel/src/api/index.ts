export * from './as-of.js';
export * from './command-result.js';
export * from './connection.js';
export * from './mutations.js';
