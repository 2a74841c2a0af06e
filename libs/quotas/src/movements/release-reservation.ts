import { event, IdField, KeyField, PlainDateField, refuse, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from '../check-quota.js';
import { on, type Quota } from '../quota.js';
import { checkDay, checkNoPersons, textsOf } from './check-movement.js';
import type { Movement } from './movement.js';

@InputType({ description: 'Reserved places are given back before they lapse.' })
export class ReleaseReservation {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'Its short name' }) reservation!: string;
  @PlainDateField() on!: string;
}

export const reservationReleased = event(
  'ReservationReleased',
  ReleaseReservation,
  (d) => `The reservation ${d.reservation} is given back`,
  { bulk: true, effective: (d) => ({ from: d.on }) },
);

export const releaseReservation = on(ReleaseReservation, {
  describes: 'Gives back what is left of a reservation.',
  records: [reservationReleased],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) =>
    checkSet(quota) ??
    checkParty(quota, context) ??
    checkNoPersons(textsOf([], {}, context), []) ??
    checkDay(data.on, quota, context) ??
    (quota.reservations.some(({ reservation }) => reservation === data.reservation)
      ? reservationReleased(data)
      : refuse('QUO-16', 'UNKNOWN_RESERVATION', `There is no open reservation ${data.reservation}.`, {
          reservation: data.reservation,
        })),
  evolve: {
    ReservationReleased: (quota, data) => ({
      ...quota,
      reservations: quota.reservations.filter(({ reservation }) => reservation !== data.reservation),
    }),
  },
});

export const released = (quota: Quota, { reservation: name, on: day }: ReleaseReservation): Movement[] =>
  quota.reservations
    .filter(({ reservation }) => reservation === name)
    .flatMap(({ groups, lastDay }) =>
      groups.map((group) => ({ stage: 'RESERVED' as const, number: -group.number, group, on: day, lastDay })),
    );
