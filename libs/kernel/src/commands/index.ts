export * from './actor.js';
export * from './check-shape.js';
export * from './decider.js';
export * from './mandate.js';
export * from './provenance.js';
export * from './refusal.js';
export * from './submission.js';
