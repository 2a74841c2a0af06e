import type { Actor, AsOf } from '#kernel';
import type { Audited } from './audited.js';
import type { FindingGroup } from './finding-counts.js';

/** Confirmed findings by employer, recruiter or corridor, as one actor may see them. */
export class CountFindingsBy {
  constructor(
    readonly by: FindingGroup,
    readonly audited: Audited,
    readonly first: number,
    readonly actor?: Actor,
    readonly asOf?: AsOf | null,
  ) {}
}
