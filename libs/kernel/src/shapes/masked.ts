import { Field, Int, ObjectType } from '@nestjs/graphql';

/** IND-03: the least number of workers or reports that the public sees; what is below might point at a person. */
export const LEAST_SHOWN = 5;

@ObjectType({ description: 'A number of workers, cases or reports: small ones are hidden from the public (IND-03).' })
export class MaskedCount {
  @Field(() => Int, { nullable: true, description: 'null: hidden, because it is small or would tell a small one' })
  count!: number | null;
  @Field({ description: 'It is hidden: from 1 to 4, or needed to work out one that is' }) masked!: boolean;
}

const open = (count: number): MaskedCount => ({ count, masked: false });
const HIDDEN: MaskedCount = { count: null, masked: true };

/** IND-03: whether a count is so small that it might point at a person. */
export const isSmall = (count: number): boolean => count > 0 && count < LEAST_SHOWN;

/** IND-03: one count as this reader sees it. None is no secret. */
export const masked = (count: number, isPublic: boolean): MaskedCount =>
  isPublic && isSmall(count) ? HIDDEN : open(count);

/**
 * IND-03: counts of one whole, whose sum readers may know. Where a single one is hidden, the sum less the others would tell
 * it; so the least of the others goes too.
 */
export function maskedParts(counts: readonly number[], isPublic: boolean): MaskedCount[] {
  const hidden = new Set([...counts.keys()].filter((at) => isPublic && isSmall(counts[at]!)));
  if (hidden.size === 1) {
    const others = [...counts.keys()].filter((at) => !hidden.has(at) && counts[at]! > 0);
    const least = others.sort((a, b) => counts[a]! - counts[b]!)[0];
    if (least !== undefined) hidden.add(least);
  }
  return counts.map((count, at) => (hidden.has(at) ? HIDDEN : open(count)));
}
