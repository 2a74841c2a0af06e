export * from './fit.js';
export * from './leaf.js';
export * from './merkle.js';
