export * from './as-of.js';
export * from './bad-question.js';
export * from './command-result.js';
export * from './node.js';
export * from './connection.js';
export * from './mutations.js';
export * from './evidence.js';
export * from './loaders.js';
