import { type Append, Deciders, type Projections, sealBytes, Submission } from '#kernel';
import { deciders, type ImportEntry, readSample, SAMPLE_ACTOR } from '#registry';
import type { EventBus } from '@nestjs/cqrs';
import { uuidv7 } from 'uuidv7';
import { SubmissionHandler } from '../../libs/kernel/src/commands/submission.handler.js';
import { pick, seeded } from '../support/random.js';
import { MemoryLog } from './memory-log.js';

interface PartyEntry {
  party: string;
  role: string;
}
interface Scoped {
  scope: { origins: string[]; destination?: string };
}

/** One arrangement of the sample: what it opens with, and its other commands. */
interface Sampled {
  registration: Record<string, unknown> & { titles: object[]; parties: PartyEntry[]; scope: object };
  entries: ImportEntry[];
}

/** One arrangement that was drawn: its appends in order, and the date by which the registry lists it. */
export interface Drawn {
  key: string;
  id: string;
  /** Day, month or year of its signature; empty without one. */
  signed: string;
  appends: Append[];
  /** An amendment that a source reports later, which rewords a clause. */
  amendment: Append[];
}

/** Commands of an arrangement that are drawn, beside its registration. */
const TAKEN_OVER = ['agreeFinalClauses', 'stateEntryIntoForce', 'reportStatus'];
const TODAY = '2026-01-01';
/** The day of the amendments. */
export const AMENDED = '2025-06-01';
/** So many are drawn; further ones are these again under other ids, because drawing costs seconds per thousand. */
const DISTINCT = 2_000;

/**
 * Arrangements drawn from the sample by chance, the same for the same seed: kind, level and instrument from one arrangement,
 * scope from another, each party from those that have its role, clauses and quotas from all that are recorded, as many as
 * some arrangement has. All go through the ordinary command pipeline; what it refuses is drawn again.
 */
export class Generator {
  private readonly log = new MemoryLog();
  private readonly pipeline = new SubmissionHandler(
    this.log as never,
    () => `${TODAY}T00:00:00.000Z`,
    new Deciders(deciders),
    {
      find: () => Promise.resolve([]),
      snapshot: () => Promise.resolve(undefined),
      position: () => 0,
    } as unknown as Projections,
    { publish: () => {} } as unknown as EventBus,
  );
  private readonly random: () => number;
  private readonly registered: ImportEntry[];
  private readonly sample: Sampled[];
  private readonly clauses: ImportEntry[];
  private readonly quotas: ImportEntry[];
  private readonly byRole = new Map<string, string[]>();
  private readonly drawn: Drawn[] = [];
  private commands = 0;

  constructor(seed = 1) {
    this.random = seeded(seed);
    const entries = readSample();
    this.registered = entries.filter(({ command }) => ['registerSource', 'registerParty'].includes(command));
    this.sample = entries
      .filter(({ command }) => command === 'registerArrangement')
      .map(({ input, file }) => ({
        registration: input as Sampled['registration'],
        entries: entries.filter((entry) => entry.file === file),
      }));
    this.clauses = entries.filter(({ command }) => command === 'codeClause');
    this.quotas = entries.filter(({ command }) => command === 'openQuota');
    for (const { party, role } of this.sample.flatMap(({ registration }) => registration.parties))
      this.byRole.set(role, [...(this.byRole.get(role) ?? []), party]);
  }

  /** The appends of all that arrangements refer to: sources and parties. */
  async references(): Promise<Append[]> {
    for (const { command, input, provenance } of this.registered) await this.send(command, input, provenance);
    return this.log.take();
  }

  /** So many sources: those of the sample, again and again under other ids. */
  async *sources(total: number): AsyncGenerator<Pick<Drawn, 'appends'>> {
    const known = (await this.references()).filter(({ stream }) => stream.startsWith('source-'));
    for (let index = 0; index < total; index++) {
      const append = known[index % known.length]!;
      const drawn = { key: append.stream, id: append.stream, signed: '', appends: [append], amendment: [] };
      yield underOtherId(drawn, `source-${keyOf(index)}`);
    }
  }

  /** So many arrangements, one after the other. */
  async *arrangements(total: number): AsyncGenerator<Drawn> {
    for (let index = 0; index < total; index++) {
      const key = keyOf(index);
      const known = this.drawn[index % DISTINCT];
      if (known) yield underOtherId(known, key);
      else yield (this.drawn[index] = await this.draw(key));
    }
  }

  private async draw(key: string): Promise<Drawn> {
    const id = `arrangement-${key}`;
    const template = pick(this.random, this.sample);
    const parties = await this.register(id, template);
    const signed = await this.sign(id, template, parties);
    for (const { command, input, provenance } of template.entries.filter((entry) => TAKEN_OVER.includes(entry.command)))
      await this.send(command, { ...input, arrangement: id }, provenance);
    for (let n = count(template, 'codeClause'); n > 0; n--) {
      const { input, provenance } = pick(this.random, this.clauses);
      await this.send('codeClause', { ...input, arrangement: id, clause: `clause-${n}` }, provenance);
    }
    for (let n = count(template, 'openQuota'); n > 0; n--) await this.quota(id, n, parties);
    const appends = this.log.take();
    await this.amend(id);
    return { key, id, signed, appends, amendment: this.log.take() };
  }

  private async amend(id: string): Promise<void> {
    const { input, provenance } = pick(this.random, this.clauses);
    const { content } = input as { content: object };
    await this.send(
      'reportAmendment',
      {
        arrangement: id,
        amendment: 'reworded',
        type: 'AMEND',
        what: 'Rewords a clause',
        on: AMENDED,
        changes: [{ clause: { clause: 'clause-1', content } }],
      },
      provenance,
    );
  }

  private async register(id: string, { registration, entries }: Sampled): Promise<PartyEntry[]> {
    const { provenance } = entries.find(({ command }) => command === 'registerArrangement')!;
    const { scope } = pick(this.random, this.sample).registration;
    for (let attempt = 1; ; attempt++) {
      // The last attempt takes the parties as they are, which the registry took before.
      const parties = attempt < 10 ? this.partiesLike(registration.parties) : registration.parties;
      if (await this.send('registerArrangement', { ...registration, arrangement: id, parties, scope }, provenance))
        return parties;
    }
  }

  private partiesLike(parties: readonly PartyEntry[]): PartyEntry[] {
    const drawn = new Map<string, PartyEntry>();
    for (const { role } of parties) {
      const party = pick(this.random, this.byRole.get(role)!);
      drawn.set(party, { party, role });
    }
    return [...drawn.values()];
  }

  private async sign(id: string, { entries }: Sampled, parties: readonly PartyEntry[]): Promise<string> {
    const act = entries.find(
      ({ command, input }) => command === 'recordAct' && (input as { kind: string }).kind === 'SIGNATURE',
    );
    if (!act) return '';
    const { on } = act.input as { on: string };
    // The year and the precision are those of the sample.
    const two = (most: number) => String(1 + Math.floor(this.random() * most)).padStart(2, '0');
    const signed = [on.slice(0, 4), two(12), two(28)].join('-').slice(0, on.length);
    await this.send(
      'recordAct',
      { ...act.input, arrangement: id, parties: parties.map((entry) => entry.party), on: signed },
      act.provenance,
    );
    return signed;
  }

  private async quota(id: string, n: number, parties: readonly PartyEntry[]): Promise<void> {
    const of = (...roles: string[]) =>
      parties.filter((entry) => roles.includes(entry.role)).map((entry) => entry.party);
    for (let attempt = 1; attempt < 10; attempt++) {
      const { input, provenance } = pick(this.random, this.quotas);
      const scope = {
        ...(input as Scoped).scope,
        origins: of('ORIGIN', 'BOTH'),
        destination: of('DESTINATION', 'BOTH').at(-1),
      };
      const quota = `${id.replace(/^arrangement/, 'quota')}-${n}`;
      if (await this.send('openQuota', { ...input, quota, arrangement: id, scope }, provenance)) return;
    }
  }

  /** Whether the command was recorded. */
  private async send(command: string, input: object, provenance: object): Promise<boolean> {
    const decider = deciders.find((candidate) => command in candidate.commands)!;
    const commandId = `drawn:${this.commands++}`;
    const { kind } = await this.pipeline.execute(
      new Submission(decider, command, input, { ...provenance, commandId }, SAMPLE_ACTOR),
    );
    return kind === 'recorded';
  }
}

const keyOf = (index: number) => `drawn-${String(index).padStart(6, '0')}`;

const count = ({ entries }: Sampled, command: string) => entries.filter((entry) => entry.command === command).length;

/** The same arrangement under another id: the ids of events and commands are others too. */
function underOtherId(drawn: Drawn, key: string): Drawn {
  const rename = (text: string) => text.replaceAll(drawn.key, key);
  const renamed = ({ events, ...append }: Append): Append => {
    const commandId = `${key}/${append.commandId}`;
    return {
      ...append,
      stream: rename(append.stream),
      commandId,
      events: events.map((event) => {
        const eventId = uuidv7();
        const text = rename(event.body.value.toString())
          .replace(event.eventId, eventId)
          .replace(append.commandId, commandId);
        return { ...event, eventId, body: sealBytes(Buffer.from(text)) };
      }),
    };
  };
  const [appends, amendment] = [drawn.appends.map(renamed), drawn.amendment.map(renamed)];
  return { ...drawn, key, id: rename(drawn.id), appends, amendment };
}
