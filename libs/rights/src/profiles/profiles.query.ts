import type { AsOf } from '#kernel';

/** One profile as of two dates. */
export class GetProfile {
  constructor(
    readonly id: string,
    readonly asOf?: AsOf | null,
  ) {}
}

/** All profiles. */
export class ListProfiles {
  constructor(readonly asOf?: AsOf | null) {}
}
