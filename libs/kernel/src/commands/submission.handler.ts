import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, EventBus, type ICommandHandler } from '@nestjs/cqrs';
import { uuidv7 } from 'uuidv7';
import { LogGrew } from '../events/log-grew.js';
import {
  type Append,
  type BasisEntry,
  Deciders,
  EVENT_LOG,
  type EventLog,
  foldStream,
  foldSubject,
  type NewEvent,
  type PendingEvent,
  reachesBack,
  type Subject,
} from '../events/index.js';
import { CLOCK, type Clock } from '../ports.js';
import { Projections } from '../projections/index.js';
import { canonicalBytes, seal, sealBytes, type SealedPart } from '../shapes/sealed.js';
import type { Actor } from './actor.js';
import { checkShape } from './check-shape.js';
import { checkTarget, RetractEvent, stateWithout, targetOf } from './correction.js';
import type { Command, Context, Decider } from './decider.js';
import { checkMandate } from './mandate.js';
import { checkLateness } from './lateness.js';
import { type Effective, Provenance } from './provenance.js';
import { isRefusal, refuse } from './refusal.js';
import { StateCache } from './state-cache.js';
import { Submission, type SubmissionResult } from './submission.js';

/** How often a decision is made again after another writer was faster, when the sender named no version. */
const ATTEMPTS = 20;

/**
 * The one command pipeline: authenticate, check shape, mandate, load, decide, append at the version decided on, answer.
 * Idempotent by `commandId` for ever (GEN-03). A refusal leaves nothing behind.
 */
@CommandHandler(Submission)
export class SubmissionHandler implements ICommandHandler<Submission, SubmissionResult> {
  private readonly cache = new StateCache();

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
    const data = checkShape(command.Data, submission.data, 'input');
    const grounds = checkShape(Provenance, submission.provenance, 'provenance');
    if ('problems' in data || 'problems' in grounds)
      return {
        kind: 'malformed',
        problems: [...('problems' in data ? data.problems : []), ...('problems' in grounds ? grounds.problems : [])],
      };
    const provenance = grounds.value;
    const refused =
      checkProvenance(provenance) ?? checkMandate(command.mandate, actor, data.value as never, provenance);
    if (refused) return { kind: 'refused', refusal: refused };

    const fingerprint = createHash('sha256')
      .update(canonicalBytes({ command: submission.name, data: data.value, provenance, actor }))
      .digest();
    const earlier = await this.log.findCommand(provenance.commandId);
    if (earlier)
      return earlier.fingerprint.equals(fingerprint)
        ? { kind: 'recorded', ...earlier, repeated: true }
        : reusedId(provenance.commandId);

    const stream =
      data.value instanceof RetractEvent
        ? data.value.subject
        : (data.value as unknown as Record<string, string>)[decider.name]!;
    const target = targetOf(data.value, provenance);
    for (let attempt = 1; ; attempt++) {
      const subject = await this.load(decider, stream);
      const version = subject?.version ?? 0;
      if (provenance.expectedVersion !== undefined && provenance.expectedVersion !== version)
        return { kind: 'conflict', stream, expected: provenance.expectedVersion, actual: version };
      if (command.opens && subject && target === undefined)
        return {
          kind: 'refused',
          refusal: refuse(
            'GEN-02',
            'ALREADY_REGISTERED',
            `${stream} is already registered; its record is added to, not replaced.`,
            { id: stream },
          ),
        };
      if (!command.opens && !subject)
        return {
          kind: 'refused',
          refusal: refuse('GEN-05', 'NOT_REGISTERED', `${stream} is not registered: register it first.`, {
            id: stream,
          }),
        };

      const unknown = await this.unknownSource(provenance);
      if (unknown)
        return {
          kind: 'refused',
          refusal: refuse('GEN-01', 'UNKNOWN_SOURCE', `${unknown} is not registered as a source: register it first.`, {
            source: unknown,
          }),
        };
      let state: unknown = subject?.state;
      if (target !== undefined) {
        const events = await this.log.readStream(stream);
        const wrong = checkTarget(events, target, command, actor, provenance);
        if (wrong) return { kind: 'refused', refusal: wrong };
        const without = stateWithout(decider, events, target);
        if (isRefusal(without)) return { kind: 'refused', refusal: without };
        state = without.state;
      }
      const { context, basis } = await this.contextFor(submission, stream, data.value, state, provenance, actor);
      const decision = command.decide(data.value as never, state, context);
      if (isRefusal(decision)) return { kind: 'refused', refusal: decision };
      const events = (Array.isArray(decision) ? decision : [decision]).map((event) => ({
        event,
        effective: effectiveOf(command, event, provenance),
      }));
      const late = checkLateness(
        events.map(({ effective }) => effective),
        context,
      );
      if (late) return { kind: 'refused', refusal: late };
      const append: Append = {
        stream,
        expected: version,
        commandId: provenance.commandId,
        fingerprint,
        events: events.map(({ event, effective }) =>
          this.pending(command, event, effective, provenance, actor, basis, target),
        ),
      };
      const answer = await this.log.append(append);
      switch (answer.outcome) {
        case 'committed':
          this.hints.publish(new LogGrew(answer.lastSeq + 1));
          return { kind: 'recorded', ...answer, repeated: false };
        case 'duplicate':
          return { kind: 'recorded', ...answer, repeated: true };
        case 'mismatch':
          return reusedId(provenance.commandId);
        case 'unknown':
          return { kind: 'unknown', commandId: provenance.commandId };
        case 'conflict':
          if (provenance.expectedVersion !== undefined || attempt === ATTEMPTS)
            return { kind: 'conflict', stream, expected: version, actual: answer.actual };
      }
    }
  }

  /** The current fold of a stream: what is cached, and the events since. */
  private async load<S>(decider: Decider<S>, stream: string): Promise<Subject<S> | undefined> {
    let subject = this.cache.get(stream) as Subject<S> | undefined;
    const news = await this.log.readStream(stream, { after: subject?.version ?? 0 });
    if (news.some(reachesBack)) subject = foldStream(decider, await this.log.readStream(stream));
    else for (const event of news) subject = foldSubject(decider, subject, event);
    if (subject) this.cache.set(stream, subject);
    return subject;
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
      const decider = this.deciders.of(id);
      const subject = decider && (await this.load(decider, id));
      if (!subject) continue;
      others.set(id, subject.state);
      basis.push({ stream: id, version: subject.version });
    }
    const found: { id: string; state: unknown }[] = [];
    const lookup = submission.command.finds(data as never, state);
    for (const id of lookup ? await this.projections.find(lookup) : []) {
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
    return { context, basis };
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
