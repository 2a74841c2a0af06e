import type { AbsentKind, EvaluationRule, Explanation } from './interval.js';

/**
 * One rule of an explanation as a sentence, for a reader without the table of rules. `size` is the number of events known: what
 * is absent is absent up to there, and a third party can check it against the tree of that size.
 */
export function explain(step: Explanation, size: number): string {
  const { absent, reads, next } = step;
  const missing = absent.map(({ of, occurrence }) => `${MISSING[of]}${occurrence === '' ? '' : ` (${occurrence})`}`);
  const events = [...new Set(reads.map(({ seq }) => seq))];
  return [
    sentence(step),
    ...(events.length > 0 ? [`It rests on event${events.length === 1 ? '' : 's'} ${listed(events.map(String))}.`] : []),
    ...(missing.length > 0 ? [`Up to size ${size}, not on record: ${listed(missing)}.`] : []),
    ...(next ? [`If nothing else is recorded, it is ${words(next.would)} from ${next.on}.`] : []),
  ].join(' ');
}

function sentence({ rule, outcome, parameters, reads, from, to }: Explanation): string {
  const days = to === undefined ? `since ${from}` : `from ${from} until before ${to}`;
  const of = (name: string) => parameters.find((parameter) => parameter.name === name)?.value;
  const when = (field: string) => [
    ...new Set(reads.flatMap(({ pointer, value }) => (pointer.endsWith(`/${field}`) ? [String(value)] : []))),
  ];
  const due = of('due') === undefined ? 'with no due date on record' : `due on ${String(of('due'))}`;
  const done = when('performedOn').concat(when('occurredOn'));
  const SENTENCES: Record<EvaluationRule, () => string> = {
    // Of a clause that binds, the days are those of the status above it, not those since which it does.
    R0: () =>
      outcome === 'ENDED'
        ? 'Its clause has ended, and what had arisen before stands (VCLT 70(1)(b)).'
        : `Its clause is ${words(outcome)} ${outcome === 'NOT_IN_FORCE' ? days : 'on these days'}.`,
    R1: () =>
      outcome === 'APPLIES'
        ? `Its condition is met and no exception applies ${days}.`
        : of('exception') === undefined
          ? `Its condition is not met, or it was found not to apply, ${days}.`
          : `An exception applies ${days}: ${String(of('exception'))}.`,
    R2: () =>
      outcome === 'ALLOWED'
        ? `What was done on ${listed(done)} was allowed on that day.`
        : outcome === 'BREACHED'
          ? `What is forbidden was done${done.length > 0 ? ` on ${listed(done)}` : ''}: broken ${days}.`
          : outcome === 'FULFILLED'
            ? `Its period ended without a verified act against it: kept ${days}.`
            : `No verified act against it is on record: ${words(outcome)} ${days}.`,
    R3: () => `A freedom is a duty of the others not to hinder it: ${words(outcome)} ${days}.`,
    R4: () =>
      outcome === 'UNVERIFIED'
        ? `Said to be done on ${listed(done)}, ${due}, and not proved as the text asks, ${days}.`
        : `Done on ${listed(done)}, ${due}: ${words(outcome)} ${days}.`,
    R5: () => `Nothing is due yet, ${due}: ${words(outcome)} ${days}.`,
    R6: () => `It was ${due}, and is not done: overdue ${days}.`,
    R7: () => `It was ${due}, and neither done within grace and cure nor cleared: broken ${days}.`,
    R8: () =>
      outcome === 'REMEDIED'
        ? `It was broken, and that was mended and accepted: ${days}.`
        : `Mended: ${words(outcome)}${done.length > 0 ? `, ${listed(done)}` : ''}.`,
    R9: () =>
      outcome === 'EXTENDED'
        ? `All to whom it is owed consented to more time, until ${listed(when('newDue'))}.`
        : `${OVERLAYS[outcome] ?? words(outcome)} ${days}.`,
    R10: () => `Its proof is ${words(outcome)} ${days}.`,
  };
  return SENTENCES[rule]();
}

const OVERLAYS: Readonly<Record<string, string>> = {
  WAIVED: 'Released by those to whom it is owed',
  DISPUTED: 'In dispute',
  SUSPENDED: 'The clock stands or stood still',
  UPHOLDS_BEARER: 'A dispute was decided for the one bound, and what it was about is set aside',
  UPHOLDS_CLAIM: 'A dispute was decided for the claim',
  SETTLED: 'A dispute was settled',
};

const MISSING: Record<AbsentKind, string> = {
  FORCE: 'when the clause binds',
  CONDITION: 'that the condition is met',
  ANCHOR: 'the act from which the time limit is counted',
  CALENDAR: 'the calendar of business days',
  DUE_DATE: 'what counts where the month has no such day',
  PERFORMANCE: 'that it was done',
  CONTRARY_ACT: 'a verified act against it',
  FINDING: 'a finding of breach by a competent body',
  ACCEPTANCE: 'that what mends it was accepted',
  PROOF: 'the proof that the text asks for',
};

const words = (outcome: string) => outcome.toLowerCase().replaceAll('_', ' ');

function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}
