import { disagree } from '#kernel';
import type { Arrangement, ClaimResolution, RecordedClaim } from '../arrangement.js';
import type { ClaimTopic } from './claim.js';

/** What sources say about one matter (GEN-07). */
export interface Matter {
  topic: ClaimTopic;
  about: string;
  claims: RecordedClaim[];
  disputed: boolean;
  resolution?: ClaimResolution;
}

/** Claims grouped by what they are about; a matter is disputed while two claims differ and no resolution follows them. */
export function mattersOf({ claims, resolutions }: Pick<Arrangement, 'claims' | 'resolutions'>): Matter[] {
  const matters = new Map<string, Matter>();
  for (const claim of claims) {
    const key = `${claim.topic}/${claim.about}`;
    const matter = matters.get(key) ?? { topic: claim.topic, about: claim.about, claims: [], disputed: false };
    matter.claims.push(claim);
    matters.set(key, matter);
  }
  for (const matter of matters.values()) {
    const last = Math.max(...matter.claims.map((claim) => claim.seq));
    // A claim that comes after a resolution opens the dispute again.
    matter.resolution = resolutions.findLast(
      (resolution) => resolution.topic === matter.topic && resolution.about === matter.about && resolution.seq > last,
    );
    matter.disputed =
      !matter.resolution && matter.claims.some((a, index) => matter.claims.slice(index + 1).some((b) => differ(a, b)));
  }
  return [...matters.values()];
}

/** Dates differ only if no day satisfies both (GEN-08). Beside a date or number that both give, the text is a gloss. */
function differ(a: RecordedClaim, b: RecordedClaim): boolean {
  const dates = a.date !== undefined && b.date !== undefined;
  const numbers = a.number !== undefined && b.number !== undefined;
  if (dates || numbers) return (dates && disagree(a.date!, b.date!)) || (numbers && a.number !== b.number);
  return a.text !== b.text || a.date !== b.date || a.number !== b.number;
}

export const isDisputed = (arrangement: Arrangement, topic: ClaimTopic): boolean =>
  mattersOf(arrangement).some((matter) => matter.topic === topic && matter.disputed);
