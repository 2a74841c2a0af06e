import type { PartialDate } from '#kernel';

/** One text of one instrument in one language: where it is public, or its digest only. */
export interface DepositedText {
  seq: number;
  /** Name of the amendment; absent: the base text. */
  amendment?: string;
  language: string;
  authentic?: boolean;
  digest: string;
  publishedOn?: PartialDate;
  url?: string;
  heldBack?: string;
}
