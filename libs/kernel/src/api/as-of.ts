import { Inject, Injectable } from '@nestjs/common';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { EVENT_LOG, type EventLog } from '../events/index.js';
import { CLOCK, type Clock } from '../ports.js';
import { Projections } from '../projections/index.js';
import { InstantScalar, PlainDateScalar, SeqScalar } from '../shapes/scalars.js';
import { BadQuestion } from './bad-question.js';

@InputType({ description: 'Two independent dates of a question: in force on one, known on the other.' })
export class AsOf {
  @Field(() => PlainDateScalar, {
    nullable: true,
    description: 'The legal day asked about; today, or the day of a past knownAt, unless told.',
  })
  effectiveOn?: string;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'What was recorded at or before this instant. Excludes knownSize.',
  })
  knownAt?: string;

  @Field(() => SeqScalar, {
    nullable: true,
    description: 'What was recorded in the first so many events of the log. Excludes knownAt.',
  })
  knownSize?: number;
}

@ObjectType({ description: 'The dates that an answer was made for. Ask again with them and the answer is the same.' })
export class AsOfUsed {
  @Field(() => PlainDateScalar) effectiveOn!: string;
  @Field(() => SeqScalar, { description: 'Number of events that the answer takes into account' }) knownSize!: number;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When the last of these events was recorded; null for an empty log',
  })
  knownAt!: string | null;
  @Field({ description: 'The day asked about lies after the day of knowledge: as then known, it would be so.' })
  projected!: boolean;
}

/** Answers when a question is about: one per application. */
@Injectable()
export class AsOfResolver {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly projections: Projections,
  ) {}

  /**
   * Normalises `asOf` once per root field (bitemporal.md, section 6): waits for `atLeast`, resolves an instant to a size, and
   * fills in what was not told. `today` is the day in UTC.
   */
  async resolve(asked: AsOf | undefined | null, atLeast?: number | null): Promise<AsOfUsed> {
    const { log, projections } = this;
    const now = this.clock();
    if (atLeast != null && atLeast >= projections.position()) {
      const { size: recorded } = await log.head();
      if (atLeast >= recorded)
        throw new BadQuestion(
          `atLeast is ${atLeast}, but the log has ${recorded} events and ends before it. That event was recorded elsewhere, or the log was put back to an older state: ask without atLeast, and compare what is there with what you know.`,
        );
      await projections.atLeast(atLeast);
    }
    const { knownAt: instant, knownSize } = asked ?? {};
    if (instant != null && knownSize != null)
      throw new BadQuestion('asOf takes knownAt or knownSize, not both: each names one state of knowledge.');
    let size: number;
    if (knownSize != null) {
      // What every read model holds is there; only of more is the log asked.
      const most = knownSize > projections.position() ? (await log.head()).size : knownSize;
      if (knownSize > most)
        throw new BadQuestion(`asOf.knownSize is ${knownSize}, but the log has ${most} events: nobody knows that yet.`);
      size = knownSize;
    } else if (instant != null) {
      if (Date.parse(instant) > Date.parse(now))
        throw new BadQuestion(`asOf.knownAt is ${instant}, which lies in the future: nobody knows that yet.`);
      size = await log.sizeAt(instant);
    } else size = projections.position();
    if (size > projections.position()) await projections.atLeast(size - 1);
    const knownAt = size === 0 ? null : await this.recordedAt(size - 1);
    // Of a past state of knowledge the day is asked about, not today.
    const dayOfKnowledge = (instant ?? (knownSize != null ? knownAt : undefined) ?? now).slice(0, 10);
    const effectiveOn = asked?.effectiveOn ?? dayOfKnowledge;
    return { effectiveOn, knownSize: size, knownAt, projected: effectiveOn > dayOfKnowledge };
  }

  private latest?: { seq: number; recordedAt: string };

  private async recordedAt(seq: number): Promise<string | null> {
    if (this.latest?.seq === seq) return this.latest.recordedAt;
    const [event] = (await this.log.readPage({ from: seq, limit: 1 })).events;
    if (!event) return null;
    this.latest = { seq, recordedAt: event.recordedAt };
    return event.recordedAt;
  }
}
