import { Field, ID, InputType } from '@nestjs/graphql';
import { Matches } from 'class-validator';
import { event } from '../events/event.js';
import { foldStream, liveEvents, type RecordedEvent, RETRACTED, supersededIn } from '../events/index.js';
import { SeqField } from '../shapes/fields.js';
import { type Actor, Role } from './actor.js';
import { type Command, commandsOf, type Decider } from './decider.js';
import { anySpeaker } from './mandate.js';
import type { Provenance } from './provenance.js';
import { refuse, type Refusal } from './refusal.js';

@InputType({ description: 'An event that was recorded in error: it never should have been there.' })
export class RetractEvent {
  @Field(() => ID, { description: 'The thing whose event it is' })
  @Matches(/^[a-z]+-[a-z0-9][a-z0-9-]{0,99}$/, { message: 'must be the id of a registered thing' })
  subject!: string;

  @SeqField({ description: 'Position of the event in the log' }) event!: number;
}

/** An event was recorded in error. It may be retracted in turn, and then what it took away stands again (GEN-02). */
export const eventRetracted = event(
  RETRACTED,
  RetractEvent,
  (data) => `Event ${data.event} is retracted: it was recorded in error`,
);

/** The name of the one command that every kind of stream has. */
export const RETRACT = 'retractEvent';

export const retractEvent = commandsOf<unknown>().on(RetractEvent, {
  describes:
    'Takes back an event that was recorded in error. It stays in the history and in every answer as known before. What was said wrongly is corrected instead (provenance.corrects); what ended in the world is recorded as ended.',
  records: [eventRetracted],
  mandate: anySpeaker,
  decide: eventRetracted,
  evolve: { EventRetracted: (state) => state },
});

/** The event that a command puts right or takes back, if any. */
export const targetOf = (data: object, provenance: Provenance): number | undefined =>
  data instanceof RetractEvent ? data.event : provenance.corrects;

/**
 * GEN-02 and GEN-09: only an event of this stream that still counts is corrected or retracted, with a reason, by whoever
 * recorded it or by the secretariat, and by a command of the kind that recorded it.
 */
export function checkTarget(
  events: readonly RecordedEvent[],
  target: number,
  command: Command<unknown, never>,
  actor: Actor,
  provenance: Provenance,
): Refusal | undefined {
  const facts = { corrects: target };
  const wrong = events.find(({ seq }) => seq === target);
  if (!wrong)
    return refuse(
      'GEN-02',
      'TARGET_NOT_FOUND',
      `Event ${target} is not in the history of this thing; auditTrail lists the events that are.`,
      facts,
    );
  const by = supersededIn(events).get(target);
  if (by !== undefined)
    return refuse(
      'GEN-02',
      'TARGET_NOT_LIVE',
      `Event ${target} no longer counts, because of event ${by}; correct or retract that one.`,
      { ...facts, supersededBy: by },
    );
  if (!provenance.reason)
    return refuse('GEN-02', 'REASON_REQUIRED', `Say in provenance.reason what was wrong with event ${target}.`, facts);
  const isOwn = actor.role === wrong.actor.role && actor.onBehalfOf === wrong.actor.onBehalfOf;
  if (!isOwn && actor.role !== Role.SECRETARIAT)
    return refuse(
      'GEN-09',
      'NOT_MANDATED',
      `Event ${target} was recorded by another (${wrong.actor.role} ${wrong.actor.onBehalfOf ?? ''}): they or the secretariat put it right. Who disagrees records a claim.`,
      { ...facts, recordedBy: wrong.actor.role, onBehalfOf: wrong.actor.onBehalfOf ?? null },
    );
  const isRetraction = command.records.some(({ type }) => type === RETRACTED);
  if (!isRetraction && !command.records.some(({ type }) => type === wrong.type))
    return refuse(
      'GEN-02',
      'OTHER_KIND_OF_EVENT',
      `Event ${target} is a ${wrong.type}; correct it with the command that records such events.`,
      { ...facts, type: wrong.type, records: command.records.map(({ type }) => type) },
    );
  if (isRetraction && liveEvents(events)[0] === wrong)
    return refuse(
      'GEN-02',
      'REGISTRATION_STAYS',
      `Event ${target} is the registration, on which all else rests; correct it instead.`,
      facts,
    );
  return undefined;
}

/**
 * The state as if an event had never been recorded: what puts it right is decided on that. Undefined without a registration.
 * What was recorded later on top of it stays; where it cannot be read without it, the event is not taken away.
 */
export function stateWithout<S>(
  decider: Decider<S>,
  events: readonly RecordedEvent[],
  target: number,
): { state?: S } | Refusal {
  const last = events.at(-1)!;
  const without = [...events, { ...last, seq: last.seq + 1, type: RETRACTED, corrects: target }];
  const opens = Object.values(decider.commands).flatMap((command) => (command.opens ? command.records : []));
  if (!opens.some(({ type }) => type === liveEvents(without)[0]?.type)) return {};
  try {
    return { state: foldStream(decider, without)?.state };
  } catch {
    return refuse(
      'GEN-02',
      'OTHERS_DEPEND_ON_IT',
      `What was recorded after event ${target} cannot be read without it; retract that first.`,
      { corrects: target },
    );
  }
}
