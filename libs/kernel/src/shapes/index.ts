export * from './fields.js';
export * from './partial-date.js';
export * from './scalars.js';
export * from './sealed.js';
export * from './localized-text.js';
export * from './stated.js';
export * from './quantity.js';
export * from './one-of.js';
