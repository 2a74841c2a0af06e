import type { ClauseCode } from '#arrangements';
import type { AsOf } from '#kernel';

/** Entries of the catalogue, all or of some matters. */
export class ListCatalogue {
  constructor(
    readonly codes?: readonly ClauseCode[] | null,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}
