/** ISO 8601 UTC with milliseconds. */
export type Clock = () => string;
export const CLOCK = Symbol('Clock');
export const systemClock: Clock = () => new Date().toISOString();
