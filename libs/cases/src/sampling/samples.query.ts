/** One sample. */
export class GetSample {
  constructor(
    readonly id: string,
    readonly atLeast?: number | null,
  ) {}
}
