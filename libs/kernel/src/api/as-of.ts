import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { EventLog } from '../events/index.js';
import type { Projections } from '../projections/index.js';
import { InstantScalar, PlainDateScalar, SeqScalar } from '../shapes/scalars.js';

@InputType({ description: 'Two independent dates of a question: in force on one, known on the other.' })
export class AsOf {
  @Field(() => PlainDateScalar, { nullable: true, description: 'The legal day asked about; today, or the day of a past knownAt, unless told.' })
  effectiveOn?: string;

  @Field(() => InstantScalar, { nullable: true, description: 'What was recorded at or before this instant. Excludes knownSize.' })
  knownAt?: string;

  @Field(() => SeqScalar, { nullable: true, description: 'What was recorded in the first so many events of the log. Excludes knownAt.' })
  knownSize?: number;
}

@ObjectType({ description: 'The dates that an answer was made for. Ask again with them and the answer is the same.' })
export class AsOfUsed {
  @Field(() => PlainDateScalar) effectiveOn!: string;
  @Field(() => SeqScalar, { description: 'Number of events that the answer takes into account' }) knownSize!: number;
  @Field(() => InstantScalar, { nullable: true, description: 'When the last of these events was recorded; null for an empty log' }) knownAt!: string | null;
  @Field({ description: 'The day asked about lies after the day of knowledge: as then known, it would be so.' }) projected!: boolean;
}

/** A question that contradicts itself or asks for what nobody can know. */
export class UnanswerableAsOf extends Error {}

/**
 * Normalises `asOf` once per root field (bitemporal.md, section 6): waits for `atLeast`, resolves an instant to a size, and
 * fills in what was not told. `today` is the day in UTC.
 */
export async function resolveAsOf(
  asked: AsOf | undefined,
  atLeast: number | undefined,
  { log, projections, now }: { log: EventLog; projections: Projections; now: string },
): Promise<AsOfUsed> {
  if (atLeast !== undefined) await projections.atLeast(atLeast);
  if (asked?.knownAt !== undefined && asked.knownAt !== null && asked.knownSize !== undefined && asked.knownSize !== null)
    throw new UnanswerableAsOf('asOf takes knownAt or knownSize, not both: each names one state of knowledge.');
  let size: number;
  const past = asked?.knownSize ?? asked?.knownAt ?? undefined;
  if (past === undefined) size = projections.position();
  else {
    const head = await log.head();
    if (typeof past === 'number' && past > head.size)
      throw new UnanswerableAsOf(`asOf.knownSize is ${past}, but the log has ${head.size} events: nobody knows that yet.`);
    if (typeof past === 'string' && past > now) throw new UnanswerableAsOf(`asOf.knownAt is ${past}, which lies in the future: nobody knows that yet.`);
    size = typeof past === 'number' ? past : await log.sizeAt(past);
    if (size > projections.position()) await projections.atLeast(size - 1);
  }
  const knownAt = size === 0 ? null : ((await log.readPage({ from: size - 1, limit: 1 })).events[0]?.recordedAt ?? null);
  const dayOfKnowledge = past === undefined ? now.slice(0, 10) : typeof past === 'string' ? past.slice(0, 10) : (knownAt ?? now).slice(0, 10);
  const effectiveOn = asked?.effectiveOn ?? dayOfKnowledge;
  return { effectiveOn, knownSize: size, knownAt, projected: effectiveOn > dayOfKnowledge };
}
