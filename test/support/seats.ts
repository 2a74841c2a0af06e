import type { EventBus } from '@nestjs/cqrs';
import {
  anySpeaker,
  commandsOf,
  CountField,
  decider,
  Deciders,
  event,
  IdField,
  type Projections,
  refuse,
  Submission,
  type SubmissionResult,
  systemClock,
} from '#kernel';
import type { Store } from '#stores';
import { InputType } from '@nestjs/graphql';
import { SubmissionHandler } from '../../libs/kernel/src/commands/submission.handler.js';

/** The smallest thing that can run out: so many seats, each taken once. */
interface Seats {
  seq: number;
  left: number;
  /** `seq` of the events that took one. */
  takenBy: number[];
}

@InputType()
class OpenSeats {
  @IdField('seats') seats!: string;
  @CountField() number!: number;
  /** No two seats are of one hall. */
  @IdField('hall', { optional: true }) hall?: string;
}

@InputType()
class TakeSeat {
  @IdField('seats') seats!: string;
  @CountField({ optional: true }) seat?: number;
}

@InputType()
class NameLastTaker {
  @IdField('seats') seats!: string;
  @CountField({ optional: true }) by?: number;
}

const { opens, on } = commandsOf<Seats>();
const seatsOpened = event('SeatsOpened', OpenSeats, (d) => `${d.number} seats`);
const seatTaken = event('SeatTaken', TakeSeat, () => 'A seat is taken');
const lastTakerNamed = event('LastTakerNamed', NameLastTaker, (d) => `Event ${d.by} took the last seat`);

export const seatsDecider = decider<Seats>('seats', {
  openSeats: opens(OpenSeats, {
    describes: 'Opens seats.',
    mandate: anySpeaker,
    records: [seatsOpened],
    finds: ({ hall }) =>
      hall === undefined ? undefined : { projection: 'seats', index: 'hall', equals: { hall }, guards: true },
    decide: (data, _, { found }) =>
      found.length === 0
        ? seatsOpened(data)
        : refuse('QUO-03', 'HALL_TAKEN', `The hall has seats.`, { by: found.map(({ id }) => id) }),
    evolve: { SeatsOpened: (_, { number }, { seq }) => ({ seq, left: number, takenBy: [] }) },
  }),
  takeSeat: on(TakeSeat, {
    describes: 'Takes a seat.',
    mandate: anySpeaker,
    records: [seatTaken],
    decide: (data, { left, takenBy }) =>
      left > 0
        ? seatTaken(data)
        : refuse('QUO-06', 'NO_SEAT', `No seat is left.`, { left, takenBy: takenBy.map(String) }),
    evolve: {
      SeatTaken: (seats, _, { seq }) => ({ ...seats, left: seats.left - 1, takenBy: [...seats.takenBy, seq] }),
    },
  }),
  nameLastTaker: on(NameLastTaker, {
    describes: 'Records which event took the last seat so far.',
    mandate: anySpeaker,
    records: [lastTakerNamed],
    decide: (data, { takenBy }) => lastTakerNamed({ ...data, by: takenBy.at(-1) ?? 0 }),
    evolve: { LastTakerNamed: (seats) => seats },
  }),
});

/** Sends commands on seats through the ordinary pipeline, on a store of the test's own. */
export function counter({ log }: Pick<Store, 'log'>) {
  const pipeline = new SubmissionHandler(
    log,
    systemClock,
    new Deciders([seatsDecider]),
    // No read model ever reads on: what is found, the log tells.
    {
      find: () => Promise.resolve([]),
      position: () => 0,
      snapshot: () => Promise.resolve(undefined),
    } as unknown as Projections,
    { publish: () => {} } as unknown as EventBus,
  );
  return (
    name: 'openSeats' | 'takeSeat' | 'nameLastTaker' | 'retractEvent',
    data: object,
    commandId: string,
    provenance: object = {},
  ): Promise<SubmissionResult> =>
    pipeline.execute(
      new Submission(
        seatsDecider,
        name,
        data,
        { commandId, reason: 'A test.', ...provenance },
        { id: 'actor-test', role: 'SECRETARIAT' },
      ),
    );
}
