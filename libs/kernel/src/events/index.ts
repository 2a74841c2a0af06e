export * from './event.js';
export * from './event-log.js';
export * from './live-events.js';
export * from './subject.js';
