import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, EventBus, type ICommandHandler } from '@nestjs/cqrs';
import { uuidv7 } from 'uuidv7';
import { LogGrew } from '../events/log-grew.js';
import {
  agrees,
  type Append,
  type AppendOutcome,
  type BasisEntry,
  Deciders,
  EVENT_LOG,
  type EventLog,
  foldStream,
  foldSubject,
  type NewEvent,
  type PendingEvent,
  reachesBack,
  type RecordedEvent,
  type Subject,
} from '../events/index.js';
import { CLOCK, type Clock } from '../ports.js';
import { Projections } from '../projections/index.js';
import { canonicalBytes, seal, sealBytes, type SealedPart } from '../shapes/sealed.js';
import type { Actor } from './actor.js';
import { checkShape } from './check-shape.js';
import { checkTarget, RetractEvent, stateWithout, targetOf } from './correction.js';
import type { AnyDecider, Command, Context, Decider, Lookup } from './decider.js';
import { checkIdentity } from './identity.js';
import { Lane, namesUnwritten } from './lane.js';
import { checkMandate } from './mandate.js';
import { checkLateness } from './lateness.js';
import { type Effective, Provenance } from './provenance.js';
import { isRefusal, type Refusal, refuse } from './refusal.js';
import { StateCache } from './state-cache.js';
import { Submission, type SubmissionResult } from './submission.js';

/** A command whose shape and mandate were found to be right. */
interface Checked {
  submission: Submission;
  actor: Actor;
  provenance: Provenance;
  data: object;
  /** SHA-256 of its content and sender. */
  fingerprint: Buffer;
  stream: string;
  /** The event that it corrects or retracts. */
  target: number | undefined;
}

/** What a command records, with what was read for it, and when. */
interface Decided {
  events: { event: NewEvent; effective: Effective }[];
  basis: BasisEntry[];
  alone: Append['alone'];
  now: string;
}

/** What went to the log, and the version that it expects there. */
interface Sent {
  sent: Promise<AppendOutcome>;
  expected: number;
}

const refused = (refusal: Refusal): SubmissionResult => ({ kind: 'refused', refusal });

/** How often a decision is made again after another writer was faster, when the sender named no version. */
const ATTEMPTS = 20;

/**
 * The one command pipeline: authenticate, check shape, mandate, load, decide, append at the version decided on, answer.
 * Idempotent by `commandId` for ever (GEN-03). A refusal leaves nothing behind.
 */
@CommandHandler(Submission)
export class SubmissionHandler implements ICommandHandler<Submission, SubmissionResult> {
  private readonly cache = new StateCache();
  private readonly lanes = new Map<string, Lane>();
  /** Other streams, as commands that wait for their answers read them. */
  private readonly read = new Map<string, Promise<Subject | undefined>>();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly deciders: Deciders,
    private readonly projections: Projections,
    private readonly hints: EventBus,
  ) {}

  async execute(submission: Submission): Promise<SubmissionResult> {
    const { command, decider, actor } = submission;
    if (!actor) return { kind: 'unauthenticated' };
    // Of a log that is not the one it was, not even a refusal would be true.
    if (this.log.closed !== undefined) return { kind: 'closed', cause: this.log.closed };
    const data = checkShape(command.Data, submission.data, 'input');
    const grounds = checkShape(Provenance, submission.provenance, 'provenance');
    if ('problems' in data || 'problems' in grounds)
      return {
        kind: 'malformed',
        problems: [...('problems' in data ? data.problems : []), ...('problems' in grounds ? grounds.problems : [])],
      };
    const provenance = grounds.value;
    const unfounded =
      checkProvenance(provenance) ?? checkMandate(command.mandate, actor, data.value as never, provenance);
    if (unfounded) return refused(unfounded);

    const checked: Checked = {
      submission,
      actor,
      provenance,
      data: data.value,
      fingerprint: createHash('sha256')
        .update(canonicalBytes({ command: submission.name, data: data.value, provenance, actor }))
        .digest(),
      stream:
        data.value instanceof RetractEvent
          ? data.value.subject
          : (data.value as unknown as Record<string, string>)[decider.name]!,
      target: targetOf(data.value, provenance),
    };
    const guard = command.opens ? command.finds(checked.data as never, undefined) : undefined;
    if (!guard?.guards) return this.carryOut(checked);
    // Who would refuse each other wait for each other's answer. That alone guards nothing: other processes open streams too.
    const { lane, leave } = this.enter(JSON.stringify(guard));
    return lane.inTurn(() => this.carryOut(checked)).finally(leave);
  }

  /** Decides and sends until the log takes it, or another answer is found. */
  private async carryOut(checked: Checked): Promise<SubmissionResult> {
    const { lane, leave } = this.enter(checked.stream);
    try {
      for (let attempt = 1; ; attempt++) {
        const step = await lane.inTurn(() => this.decideInTurn(checked, lane));
        const result = 'sent' in step ? await this.answered(checked, await step.sent, step.expected) : step;
        if (result.kind !== 'conflict' || !('sent' in step) || attempt === ATTEMPTS) return result;
      }
    } finally {
      // What was read for it is as old as the answer: whoever decides after it looks again.
      this.read.clear();
      leave();
    }
  }

  /** The lane of a stream, there as long as somebody uses it. */
  private enter(stream: string): { lane: Lane; leave: () => void } {
    const lane = this.lanes.get(stream) ?? new Lane();
    this.lanes.set(stream, lane);
    lane.users++;
    const leave = () => {
      if (--lane.users === 0) this.lanes.delete(stream);
    };
    return { lane, leave };
  }

  /**
   * Decides, on what is ahead of the log where that is possible. Only what is to be appended is decided so: a refusal, and
   * an event that names one without a position, rest on what is written.
   */
  private async decideInTurn(checked: Checked, lane: Lane): Promise<SubmissionResult | Sent> {
    const { submission, stream, provenance, fingerprint, target } = checked;
    await (target === undefined ? lane.refresh(provenance.commandId) : lane.settle());
    for (;;) {
      const isAhead = lane.ahead !== undefined;
      const subject = lane.ahead ?? (await this.load(submission.decider, stream));
      const decided = await this.decide(checked, subject);
      if ('kind' in decided) {
        // A command that is already recorded may well be refused as it would be now; its first answer counts (GEN-03).
        if (!isAhead) return (await this.recordedEarlier(checked)) ?? decided;
      } else if (!isAhead || !namesUnwritten(decided.events.map(({ event }) => event.data))) {
        const { command, decider } = submission;
        const pending = decided.events.map(({ event, effective }) =>
          this.pending(command, event, effective, provenance, checked.actor, decided.basis, target),
        );
        const append: Append = {
          stream,
          expected: subject?.version ?? 0,
          commandId: provenance.commandId,
          fingerprint,
          events: pending,
          alone: decided.alone,
        };
        const after = target === undefined ? this.foldAhead(decider, subject, checked, decided, lane) : undefined;
        return { sent: lane.send(append, after, (sent) => this.log.append(sent)), expected: append.expected };
      }
      await lane.settle();
    }
  }

  /** The state with events that are not written yet: as they will be read back, but for their positions. */
  private foldAhead(
    decider: AnyDecider,
    subject: Subject | undefined,
    { stream, actor, provenance }: Checked,
    { events, basis, now }: Decided,
    lane: Lane,
  ): Subject | undefined {
    const { commandId, correlationId, sources = [], origin, confidence, reason, note } = provenance;
    const first = lane.provisionalSeq();
    return events.reduce<Subject | undefined>((before, { event, effective }, index) => {
      const recorded: RecordedEvent = {
        seq: first + index,
        eventId: '',
        stream,
        version: (before?.version ?? 0) + 1,
        type: event.type,
        schemaVersion: decider.events.get(event.type)!.schemaVersion,
        data: JSON.parse(JSON.stringify(event.data)) as object,
        recordedAt: now,
        effective,
        actor,
        commandId,
        correlationId,
        grounds: { sources, origin, confidence, reason, note },
        basis,
      };
      return foldSubject(decider, before, recorded);
    }, subject);
  }

  /** What the answer of the log means for the sender. */
  private async answered(
    { stream, provenance }: Checked,
    answer: AppendOutcome,
    expected: number,
  ): Promise<SubmissionResult> {
    const { commandId } = provenance;
    switch (answer.outcome) {
      case 'committed':
        this.hints.publish(new LogGrew(answer.lastSeq + 1));
        return { kind: 'recorded', ...answer, repeated: false };
      case 'duplicate':
        return { kind: 'recorded', ...answer, repeated: true };
      case 'mismatch':
        return reusedId(commandId);
      case 'unknown':
        return { kind: 'unknown', commandId };
      case 'closed':
        return { kind: 'closed', cause: answer.cause };
      case 'conflict':
        return { kind: 'conflict', stream, expected, actual: answer.actual };
    }
  }

  private async recordedEarlier({ provenance, fingerprint }: Checked): Promise<SubmissionResult | undefined> {
    const earlier = await this.log.findCommand(provenance.commandId);
    if (!earlier) return undefined;
    return earlier.fingerprint.equals(fingerprint)
      ? { kind: 'recorded', ...earlier, repeated: true }
      : reusedId(provenance.commandId);
  }

  /** The rules, on one state of the stream. */
  private async decide(checked: Checked, subject: Subject | undefined): Promise<SubmissionResult | Decided> {
    const { submission, stream, provenance, actor, data, target } = checked;
    const { command, decider } = submission;
    const version = subject?.version ?? 0;
    if (provenance.expectedVersion !== undefined && provenance.expectedVersion !== version)
      return { kind: 'conflict', stream, expected: provenance.expectedVersion, actual: version };
    if (command.opens && subject && target === undefined)
      return refused(
        refuse(
          'GEN-02',
          'ALREADY_REGISTERED',
          `${stream} is already registered; its record is added to, not replaced.`,
          { id: stream },
        ),
      );
    if (!command.opens && !subject)
      return refused(
        refuse('GEN-05', 'NOT_REGISTERED', `${stream} is not registered: register it first.`, { id: stream }),
      );

    const unknown = await this.unknownSource(provenance);
    if (unknown)
      return refused(
        refuse('GEN-01', 'UNKNOWN_SOURCE', `${unknown} is not registered as a source: register it first.`, {
          source: unknown,
        }),
      );
    const named = checkIdentity(provenance);
    if (named) return refused(named);
    let state: unknown = subject?.state;
    if (target !== undefined) {
      const events = await this.log.readStream(stream);
      const wrong = checkTarget(events, target, command, actor, provenance);
      if (wrong) return refused(wrong);
      const without = stateWithout(decider, events, target);
      if (isRefusal(without)) return refused(without);
      state = without.state;
    }
    const { context, basis, alone } = await this.contextFor(submission, stream, data, state, provenance, actor);
    const decision = command.decide(data as never, state, context);
    if (isRefusal(decision)) return refused(decision);
    const events = (Array.isArray(decision) ? decision : [decision]).map((event) => ({
      event,
      effective: effectiveOf(command, event, provenance),
    }));
    const late = checkLateness(
      events.map(({ effective }) => effective),
      context,
    );
    return late ? refused(late) : { events, basis, alone, now: context.now };
  }

  /** The current fold of a stream: what is cached, and the events since. */
  private async load<S>(decider: Decider<S>, stream: string): Promise<Subject<S> | undefined> {
    // A snapshot is only where to begin, like the cache: the version that the append expects decides.
    let subject = (this.cache.get(stream) ?? (await this.projections.snapshot(stream))) as Subject<S> | undefined;
    const news = await this.log.readStream(stream, { after: subject?.version ?? 0 });
    if (news.some(reachesBack)) subject = foldStream(decider, await this.log.readStream(stream));
    else for (const event of news) subject = foldSubject(decider, subject, event);
    if (subject) this.cache.set(stream, subject);
    return subject;
  }

  /**
   * Another stream, as it was read since an answer last left. Commands that wait together read it once, and whoever sends
   * one after an answer sees what that answer tells.
   */
  private loadOther(id: string): Promise<Subject | undefined> {
    const decider = this.deciders.of(id);
    if (!decider) return Promise.resolve(undefined);
    let reading = this.read.get(id);
    if (!reading) this.read.set(id, (reading = this.load(decider, id)));
    return reading;
  }

  /** A cited source that nobody registered. Once registered it stays so, hence the cache is enough. */
  private async unknownSource({ sources = [] }: Provenance): Promise<string | undefined> {
    for (const id of sources) {
      const decider = this.deciders.of(id);
      if (!this.cache.get(id) && !(decider && (await this.load(decider, id)))) return id;
    }
    return undefined;
  }

  private async contextFor(
    submission: Submission,
    stream: string,
    data: object,
    state: unknown,
    provenance: Provenance,
    actor: Actor,
  ) {
    const basis: BasisEntry[] = [];
    const others = new Map<string, unknown>();
    for (const id of new Set(submission.command.reads(data as never, state))) {
      const subject = await this.loadOther(id);
      if (!subject) continue;
      others.set(id, subject.state);
      basis.push({ stream: id, version: subject.version });
    }
    const found: { id: string; state: unknown }[] = [];
    const lookup = submission.command.finds(data as never, state);
    const { ids, alone } = lookup ? await this.find(lookup, submission) : { ids: [], alone: undefined };
    for (const id of ids) {
      const decider = this.deciders.of(id);
      const subject = id === stream ? undefined : decider && (await this.load(decider, id));
      if (!subject) continue;
      found.push({ id, state: subject.state });
      basis.push({ stream: id, version: subject.version });
    }
    const now = this.clock();
    const context: Context = {
      now,
      today: now.slice(0, 10),
      actor,
      provenance,
      other: <S>(_: Decider<S>, id: string) => others.get(id) as S | undefined,
      found,
    };
    return { context, basis, alone };
  }

  /** The streams that a lookup finds; where it guards, those too that no projection has read, and up to which size. */
  private async find(
    lookup: Lookup,
    { command, decider }: Submission,
  ): Promise<{ ids: string[]; alone: Append['alone'] }> {
    // Before the projection is asked: it may read on meanwhile, and never falls back.
    let size = this.projections.position();
    const ids = new Set(await this.projections.find(lookup));
    if (!lookup.guards || !command.opens) return { ids: [...ids], alone: undefined };
    for (let page; page === undefined || page.events.length > 0; size = page.readTo) {
      page = await this.log.readPage({ from: size, limit: 1000, kind: decider.name });
      for (const { stream, version, data } of page.events)
        if (version === 1 && agrees(data, lookup.equals)) ids.add(stream);
    }
    return { ids: [...ids].sort(), alone: { equals: lookup.equals, size } };
  }

  private pending(
    command: Command<unknown, never>,
    event: NewEvent,
    effective: Effective,
    provenance: Provenance,
    actor: Actor,
    basis: BasisEntry[],
    target: number | undefined,
  ): PendingEvent {
    const definition = command.records.find(({ type }) => type === event.type)!;
    const eventId = uuidv7();
    const parts: SealedPart[] = [];
    const { commandId, correlationId, expectedVersion: _, corrects: __, effective: ___, ...grounds } = provenance;
    const body = {
      eventId,
      schemaVersion: definition.schemaVersion,
      data: seal(event.data, parts),
      effective,
      role: actor.role,
      onBehalfOf: actor.onBehalfOf,
      commandId,
      correlationId,
      grounds: seal(Object.assign(new Provenance(), grounds), parts),
      basis,
    };
    return {
      eventId,
      type: event.type,
      actor: actor.id,
      corrects: target,
      body: sealBytes(canonicalBytes(dropUndefined(body))),
      parts,
    };
  }
}

/** The legal dates of an event: those of its data, and what the sender states beside. */
function effectiveOf(command: Command<unknown, never>, event: NewEvent, { effective }: Provenance): Effective {
  const definition = command.records.find(({ type }) => type === event.type)!;
  return { ...definition.effective?.(event.data as never), ...effective };
}

const dropUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));

/** GEN-01: each event names a source or a reason. A party's own act is its own reason only when it says so. */
function checkProvenance(provenance: Provenance) {
  if (provenance.sources?.length || provenance.reason) return undefined;
  return refuse(
    'GEN-01',
    'PROVENANCE_REQUIRED',
    'Name a registered source in provenance.sources, or give a reason in provenance.reason.',
  );
}

function reusedId(commandId: string): SubmissionResult {
  return {
    kind: 'refused',
    refusal: refuse(
      'GEN-03',
      'COMMAND_ID_REUSED',
      `The command id ${commandId} was used for another command; take a new one.`,
      { commandId },
    ),
  };
}
