/** A hint on the EventBus: the log has reached this size. Whoever misses it finds the events by polling. */
export class LogGrew {
  constructor(readonly size: number) {}
}
