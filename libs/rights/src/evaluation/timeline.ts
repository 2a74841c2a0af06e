import { type PlainDate } from '#kernel';
import type { Obligation } from '../obligations/obligation.js';
import { bindingDays, efficacyOf, step, type World } from './binding.js';
import type { Facts, Linked } from './facts.js';
import type { Explanation, Interval, OccurrenceTimeline } from './interval.js';
import { type Judgement, judge, type Others, turningDays } from './judge.js';
import { BEGINNING } from './legal-days.js';
import { readOf, stamped } from './node.js';
import { caseOf, type OccurrenceCase } from './occurrence-case.js';
import { type Occurrence, occurrencesOf, type Started } from './occurrences.js';

/**
 * The status of a duty over all time, occurrence by occurrence, as far as known: pure, total, without a clock. Occurrences
 * begin up to `until`. The intervals of each partition all dates, each with its explanation (R0 to R10, docs/adr/0017).
 */
export function timeline(obligation: Obligation, facts: Facts, until: PlainDate): OccurrenceTimeline[] {
  const duty = { obligation, facts };
  return timelineOf(duty, { duties: { ...facts.others, [obligation.id]: duty }, path: [obligation.id], until });
}

function timelineOf(duty: Linked, world: World): OccurrenceTimeline[] {
  return casesOf(duty, world).map((subject) => overTime(subject));
}

/** The cases of all occurrences that fall into a time in which the duty binds. */
function casesOf(duty: Linked, world: World): OccurrenceCase[] {
  const { obligation, facts } = duty;
  const binding = efficacyOf(obligation, facts).filter(
    ({ standing }) => standing !== 'NOT_YET' && standing !== 'ENDED' && standing !== 'UNCERTAIN',
  );
  const isEverOwed = ({ starts, ends }: Occurrence) =>
    binding.some(({ from, to }) => (ends === undefined || from <= ends) && (to === undefined || starts < to));
  return occurrencesOf(obligation, facts, world.until, startedOf(duty, world))
    .filter(isEverOwed)
    .map((occurrence) => caseOf(duty, occurrence, world));
}

/** What set the clock going: triggers on record, and the breaches that this duty is to mend. */
function startedOf({ obligation, facts }: Linked, world: World): Started[] {
  const recorded = facts.triggers
    .toSorted((a, b) => a.seq - b.seq)
    .map((trigger) => ({ key: trigger.key, on: trigger.on, reads: [readOf(trigger, 'on', trigger.on)] }));
  const broken = new Set(obligation.versions.flatMap(({ value }) => value.due.kind.onTrigger?.breachOf ?? []));
  return [
    ...recorded,
    ...[...broken].flatMap((id) => {
      const next = step(world, id);
      return next ? casesOf(next.duty, next.world).flatMap(startedByBreach) : [];
    }),
  ];
}

/** The first breach of an occurrence sets the clock of its reparation going, under the same key. */
function startedByBreach({ breaches, occurrence: { key } }: OccurrenceCase): Started[] {
  const [first] = breaches.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return first ? [{ key, on: first.day, reads: breaches.flatMap(({ reads }) => reads) }] : [];
}

/** What other duties say, each asked at most once for one occurrence. */
function othersOf(subject: OccurrenceCase): Others {
  const { terms, world, occurrence } = subject;
  const reparation = once(() => {
    const next = terms.onBreach === undefined ? undefined : step(world, terms.onBreach);
    if (!next || subject.breaches.length === 0) return undefined;
    const { duty } = next;
    const started = startedByBreach(subject);
    const [found] = occurrencesOf(duty.obligation, duty.facts, world.until, started).filter(
      ({ key }) => key === occurrence.key || key === 'once',
    );
    return found && overTime(caseOf(duty, found, next.world));
  });
  const required = once(() =>
    (terms.requires ?? []).flatMap((id) => {
      const next = step(world, id);
      return next ? timelineOf(next.duty, next.world) : [];
    }),
  );
  return { reparation, required };
}

function once<T>(compute: () => T): () => T {
  let known: { value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** One occurrence over all time: judged on each day on which something can change, and joined where nothing does. */
function overTime(subject: OccurrenceCase): OccurrenceTimeline {
  const others = othersOf(subject);
  const days = new Set([
    BEGINNING,
    ...bindingDays(subject.duty, subject.world),
    ...turningDays(subject, others).filter((day) => day !== undefined && day > BEGINNING),
  ] as PlainDate[]);
  const stretches: { from: PlainDate; judgement: Judgement; text: string }[] = [];
  for (const from of [...days].sort()) {
    const judgement = judge(subject, from, others);
    const text = JSON.stringify(judgement);
    if (stretches.at(-1)?.text !== text) stretches.push({ from, judgement, text });
  }
  const intervals = stretches.map(({ from, judgement: { node, ...status } }, index): Interval => {
    const following = stretches[index + 1];
    const to = following?.from;
    return {
      from,
      ...(to === undefined ? {} : { to }),
      ...status,
      explanation: stamped(node, from, to, nextOf(following)),
    };
  });
  const { key, starts, ends } = subject.occurrence;
  const dueOn = subject.due.at(-1)!.due;
  return { key, starts, ...(ends === undefined ? {} : { ends }), ...(dueOn === undefined ? {} : { dueOn }), intervals };
}

const nextOf = (following?: { from: PlainDate; judgement: Judgement }): Explanation['next'] =>
  following && { on: following.from, would: following.judgement.headline, by: following.judgement.node.rule };

/** The status of an occurrence on a day. */
export const statusOn = ({ intervals }: OccurrenceTimeline, day: PlainDate): Interval =>
  intervals.findLast(({ from }) => from <= day) ?? intervals[0]!;
