import { arrangementDecider, arrangementsProjection } from '#arrangements';
import { asReadBy, caseDecider, casesProjection } from '#cases';
import {
  type Database,
  type Evidence,
  type EventLog,
  grouped,
  IndexReader,
  InjectDatabase,
  InjectLog,
  type Joined,
  kindOf,
  ofKind,
  type PlainDate,
  type Reader,
  ReadModel,
  type Subject,
} from '#kernel';
import {
  calendarDecider,
  calendarsProjection,
  obligationDecider,
  type ObligationRecord,
  obligationsProjection,
} from '#rights';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { complianceProjection } from './compliance.projection.js';
import type { Duty } from './duty.js';
import { dutyOf, horizonOf } from './joined-duty.js';

/** A duty as known at a size, with what it follows from and the evidence of every event that its explanations cite. */
export interface KnownDuty extends Duty {
  joined: Joined<ObligationRecord>;
  evidence: ReadonlyMap<number, Evidence>;
}

/** Reads duties with all that their statuses follow from, and works the statuses out again: they are those of the rows. */
@Injectable()
export class DutyReader {
  readonly rows: IndexReader;
  private readonly models: ReadonlyMap<string, ReadModel<unknown>>;

  constructor(
    @InjectDatabase() readonly db: Database,
    @InjectLog() log: EventLog,
  ) {
    this.rows = new IndexReader(complianceProjection, db);
    this.models = new Map<string, ReadModel<unknown>>([
      [obligationDecider.name, new ReadModel(obligationsProjection, db, log) as ReadModel<unknown>],
      [arrangementDecider.name, new ReadModel(arrangementsProjection, db, log) as ReadModel<unknown>],
      [calendarDecider.name, new ReadModel(calendarsProjection, db, log) as ReadModel<unknown>],
      [caseDecider.name, new ReadModel(casesProjection, db, log) as ReadModel<unknown>],
    ]);
  }

  /** These duties as known at a size; occurrences that begin up to `until`, and at least those that have rows. */
  async duties(ids: readonly string[], size: number, until: PlainDate = ''): Promise<Map<string, KnownDuty>> {
    if (ids.length === 0) return new Map();
    const { rows } = await sql<{ id: string; subject: string }>`
      select f.id, f.subject from ${this.rows.table('subject')} f
      where f.id = any(${ids as string[]}) and ${this.rows.known(size, 'f')} order by f.id, f.subject`.execute(this.db);
    const subjects = await this.subjects([...new Set([...ids, ...rows.map(({ subject }) => subject)])], size);
    const others = grouped(rows, ({ id }) => id);
    return new Map(
      ids.flatMap((id) => {
        const root = subjects.get(id) as Subject<ObligationRecord> | undefined;
        return root
          ? [[id, known({ root, others: (others.get(id) ?? []).map(({ subject }) => subjects.get(subject)!) }, until)]]
          : [];
      }),
    );
  }

  /** The duties of these arrangements as known at a size, in the order of their ids; see {@link duties}. */
  async ofArrangements(arrangements: readonly string[], size: number, until: PlainDate = ''): Promise<KnownDuty[]> {
    const { rows } = await sql<{ id: string }>`
      select distinct f.id from ${this.rows.table('duty')} f
      where f.arrangement = any(${arrangements as string[]}) and ${this.rows.known(size, 'f')} order by f.id`.execute(
      this.db,
    );
    const found = await this.duties(
      rows.map(({ id }) => id),
      size,
      until,
    );
    return [...found.values()];
  }

  private async subjects(ids: readonly string[], size: number): Promise<Map<string, Subject>> {
    const found = new Map<string, Subject>();
    for (const [kind, model] of this.models)
      for (const [id, subject] of await model.many(
        ids.filter((one) => kindOf(one) === kind),
        size,
      ))
        found.set(id, subject);
    return found;
  }
}

function known(joined: Joined<ObligationRecord>, until: PlainDate): KnownDuty {
  const horizon = horizonOf(joined);
  return { ...dutyOf(joined, until > horizon ? until : horizon), joined, evidence: evidenceOf(joined) };
}

const evidenceOf = ({ root, others }: Joined<ObligationRecord>): ReadonlyMap<number, Evidence> =>
  new Map([root, ...others].flatMap(({ evidence }) => evidence.map((entry) => [entry.seq, entry])));

/** AUD-03: a duty as one reader may see it: the words of cases are for those concerned until they are decided. */
export function dutyAsReadBy(reader: Reader, duty: KnownDuty): KnownDuty {
  const { root, others } = duty.joined;
  const files = new Map<string, Subject>();
  for (const file of ofKind(others, caseDecider)) {
    const asRead = asReadBy(reader, file);
    if (asRead !== file) files.set(file.id, asRead);
  }
  if (files.size === 0) return duty;
  const joined = { root, others: others.map((other) => files.get(other.id) ?? other) };
  return { ...duty, joined, evidence: evidenceOf(joined) };
}
