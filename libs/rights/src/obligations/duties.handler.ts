import { type Arrangement, arrangementsProjection } from '#arrangements';
import { type Database, type EventLog, InjectDatabase, InjectLog, ReadModel, type Subject } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { CalendarRecord } from '../calendars/calendar.js';
import { calendarOf } from '../calendars/calendar.js';
import { calendarsProjection } from '../calendars/calendar.decider.js';
import { arrangementFacts } from '../evaluation/arrangement-facts.js';
import { type Facts, joinFacts, type Linked } from '../evaluation/facts.js';
import type { Obligation } from './obligation.js';
import { obligationsProjection } from './obligations.projection.js';
import { namedCalendars, namedDuties, obligationOf, type ObligationRecord } from './record.js';

/** What another context knows about duties, e.g. the findings of cases, as known at a size. */
export type FactSource = (duty: Obligation, size: number) => Promise<Partial<Facts>>;

/** A duty as the evaluator takes it, and its fold. */
export interface KnownDuty extends Linked {
  subject: Subject<ObligationRecord>;
}

/** Gathers what is known about a duty at a size: its own stream, its arrangement, its calendars, and the duties that it names. */
@Injectable()
export class Duties {
  private readonly obligations: ReadModel<ObligationRecord>;
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly calendars: ReadModel<CalendarRecord>;
  private readonly sources: FactSource[] = [];

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.obligations = new ReadModel(obligationsProjection, db, log);
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.calendars = new ReadModel(calendarsProjection, db, log);
  }

  /** A context above this one tells what it knows: cases import duties, not the other way round. */
  contribute(source: FactSource): void {
    this.sources.push(source);
  }

  /** Undefined where no such duty is known at this size. */
  async of(id: string, size: number): Promise<KnownDuty | undefined> {
    const subjects = await this.reachable(id, size);
    const subject = subjects.get(id);
    if (!subject) return undefined;
    const states = [...subjects.values()].map(({ state }) => state);
    const [arrangements, calendars] = await Promise.all([
      this.arrangements.many([...new Set(states.map(({ arrangement }) => arrangement))], size),
      this.calendars.many([...new Set(states.flatMap(namedCalendars))], size),
    ]);
    const known = Object.fromEntries([...calendars].map(([name, { state }]) => [name, calendarOf(state)]));
    const others: Record<string, Linked> = {};
    for (const [name, { state }] of subjects) {
      const obligation = obligationOf(name, state);
      const arrangement = arrangements.get(state.arrangement);
      const told = await Promise.all(this.sources.map((source) => source(obligation, size)));
      const facts = joinFacts(
        state.facts,
        { calendars: known },
        ...(arrangement ? [arrangementFacts(arrangement.state, obligation)] : []),
        ...told,
      );
      others[name] = { obligation, facts };
    }
    const { [id]: own, ...named } = others;
    return { subject, obligation: own!.obligation, facts: { ...own!.facts, others: named } };
  }

  /** The duty and all that it names, directly or through others. */
  private async reachable(id: string, size: number): Promise<Map<string, Subject<ObligationRecord>>> {
    const found = new Map<string, Subject<ObligationRecord>>();
    const asked = new Set([id]);
    for (let next = [id]; next.length > 0;) {
      const subjects = await this.obligations.many(next, size);
      next = [];
      for (const [name, subject] of subjects) {
        found.set(name, subject);
        for (const other of namedDuties(subject.state)) if (!asked.has(other)) next.push(other);
      }
      next.forEach((name) => asked.add(name));
      next = [...new Set(next)];
    }
    return found;
  }
}
