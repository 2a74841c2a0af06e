export * from './leaf.js';
export * from './merkle.js';
