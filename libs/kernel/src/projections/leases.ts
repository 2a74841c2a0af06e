import { sql } from 'kysely';
import { elapsed } from '../ports.js';
import type { Database } from './database.js';

/** How this process shares the projections with others. */
export interface LeaseTerms {
  /** Who this process is; no two that run are the same. */
  holder: string;
  /** A lease that was not renewed for this long, by the clock of the database, is free. */
  ms: number;
}

/** Where one projection stands in the database, and who advances it. */
export interface Share {
  version: number;
  position: number;
  epoch: number;
  halted?: { seq: number; cause: string };
  holder?: string;
  /** Set where this process holds it: each new holder has the next number, and only the newest may write. */
  lease?: number;
}

interface Row {
  name: string;
  version: number;
  position: string;
  epoch: number;
  halted_seq: string | null;
  halted_cause: string | null;
  holder: string | null;
  lease: string;
  free: boolean;
}

/**
 * The leases of projections: of several processes on one database, one advances a projection. Whoever holds a lease renews
 * it well before its end; the first to see that it has ended takes the next one. All times are the database's, so clocks of
 * machines do not matter, and a holder that wakes too late is refused by the number of its lease, not by the time.
 */
export class Leases {
  private lookAgainAt = 0;

  constructor(
    private readonly db: Database,
    private readonly terms: LeaseTerms,
  ) {}

  /** Look at once, whatever was seen last. */
  hurry(): void {
    this.lookAgainAt = 0;
  }

  /**
   * Renews and takes what it can of these, and tells where each stands. Undefined while this process holds all of them and
   * none has to be renewed yet: then nothing is asked.
   */
  async look(projections: readonly { name: string; version: number }[]): Promise<Map<string, Share> | undefined> {
    const { holder, ms } = this.terms;
    if (elapsed() < this.lookAgainAt) return undefined;
    const lookAgainAt = elapsed() + ms / 3;
    const names = projections.map(({ name }) => name);
    const read = async () =>
      (
        await sql<Row>`
          select name, version, position, epoch, halted_seq, halted_cause, holder, lease,
            coalesce(held_until < clock_timestamp(), true) as free
          from registry.projection where name = any(${names})`.execute(this.db)
      ).rows;
    let rows = await read();
    const versions = new Map(projections.map(({ name, version }) => [name, version]));
    // Tables of another version are left to a process of that version.
    const wanted = rows.filter((row) => row.version === versions.get(row.name) && (row.free || row.holder === holder));
    if (wanted.length > 0) {
      // Rows that are locked are being written by their holder, or taken by another process.
      await sql`
        with free as (select name from registry.projection
          where name = any(${wanted.map(({ name }) => name)})
            and (holder = ${holder} or coalesce(held_until < clock_timestamp(), true))
          order by name for update skip locked)
        update registry.projection p set holder = ${holder}, lease = lease + (holder is distinct from ${holder})::integer,
          held_until = clock_timestamp() + ${ms} * interval '1 millisecond'
        from free where p.name = free.name`.execute(this.db);
      rows = await read();
    }
    const shares = new Map(rows.map((row) => [row.name, this.shareOf(row)]));
    if (rows.length === names.length && rows.every((row) => row.holder === holder)) this.lookAgainAt = lookAgainAt;
    return shares;
  }

  private shareOf({ version, position, epoch, halted_seq: seq, halted_cause: cause, holder, lease }: Row): Share {
    return {
      version,
      position: Number(position),
      epoch,
      ...(seq === null ? {} : { halted: { seq: Number(seq), cause: cause ?? '' } }),
      ...(holder === null ? {} : { holder }),
      ...(holder === this.terms.holder ? { lease: Number(lease) } : {}),
    };
  }

  /** Frees what this process holds, so that the next need not wait. Where the database cannot be asked, the leases end by themselves. */
  async giveBack(): Promise<void> {
    await sql`update registry.projection set holder = null, held_until = null where holder = ${this.terms.holder}`
      .execute(this.db)
      .catch(() => {});
  }
}
