export * from './fields.js';
export * from './partial-date.js';
export * from './scalars.js';
export * from './sealed.js';
