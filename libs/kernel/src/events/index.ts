export * from './event.js';
export * from './event-log.js';
export * from './subject.js';
