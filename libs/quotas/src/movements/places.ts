import type { Added, RecordedEvent, TotalsTable } from '#kernel';
import type { Quota } from '../quota.js';
import { type AdmitWorkers, admitted, workersAdmitted } from './admit-workers.js';
import { admissionCancelled, type CancelAdmission, cancelled } from './cancel-admission.js';
import type { Movement } from './movement.js';
import { departed, type RecordDeparture, workersDeparted } from './record-departure.js';
import { type RecordReturn, returned, workersReturned } from './record-return.js';
import { type ReleaseReservation, released, reservationReleased } from './release-reservation.js';
import { placesRequested, type RequestPlaces, requested } from './request-places.js';
import { placesReserved, type ReservePlaces, reserved } from './reserve-places.js';

/** What each event that counts workers moves, given the quota before it. */
const MOVES: Readonly<Record<string, (quota: Quota, data: never) => Movement[]>> = {
  [placesRequested.type]: (quota, data: RequestPlaces) => requested(quota, data),
  [placesReserved.type]: (quota, data: ReservePlaces) => reserved(quota, data),
  [reservationReleased.type]: (quota, data: ReleaseReservation) => released(quota, data),
  [workersAdmitted.type]: (quota, data: AdmitWorkers) => admitted(quota, data),
  [admissionCancelled.type]: (quota, data: CancelAdmission) => cancelled(quota, data),
  [workersDeparted.type]: (quota, data: RecordDeparture) => departed(quota, data),
  [workersReturned.type]: (quota, data: RecordReturn) => returned(quota, data),
};

/** Columns of a cell of places. `last_day` is that of a reservation. */
const CELL = {
  stage: 'text',
  last_day: 'date',
  origin: 'text',
  destination: 'text',
  region: 'text',
  sector: 'text',
  occupation: 'text',
  sex: 'text',
  age_band: 'text',
  employer: 'text',
  recruiter: 'text',
  channel: 'text',
  returning: 'boolean',
} as const;

/** Running totals of places by all that is told of them: over the whole period, or by day as well. */
export const places = (name: string, byDay: boolean): TotalsTable<Quota> => ({
  name,
  columns: byDay ? { ...CELL, on_day: 'date' } : CELL,
  lookups: byDay ? ['id, on_day', 'stage, origin, destination, on_day'] : [],
  adds: (event, before) =>
    movementsOf(event, before).map((movement) => added(movement, before!.scope.destination, byDay)),
});

const movementsOf = ({ type, data }: RecordedEvent, before: Quota | undefined): Movement[] =>
  before ? (MOVES[type]?.(before, data as never) ?? []) : [];

const added = (
  { stage, number, group, on, lastDay, channel, recruiter }: Movement,
  destination: string | undefined,
  byDay: boolean,
): Added => ({
  number,
  cell: {
    stage,
    last_day: lastDay ?? null,
    origin: group.origin,
    destination: destination ?? null,
    region: group.region ?? null,
    sector: group.sector ?? null,
    occupation: group.occupation,
    sex: group.sex,
    age_band: group.ageBand,
    employer: group.employer ?? null,
    recruiter: recruiter ?? null,
    channel: channel ?? null,
    returning: group.returning ?? false,
    ...(byDay ? { on_day: on } : {}),
  },
});
