/** ISO 8601 UTC with milliseconds. */
export type Clock = () => string;
export const CLOCK = Symbol('Clock');
export const systemClock: Clock = () => new Date().toISOString();

/** Milliseconds that only ever grow, to tell how long something took in this process; no time of day. */
export const elapsed = (): number => performance.now();
