import { add, event, IdField, KeyField, PlainDateField, refuse, type Refusal, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, type Quota } from '../quota.js';
import { WorkerGroup } from '../scopes/selector.js';
import { checkPlaces, checkTold, checkWhoHires, readsFor } from './check-movement.js';
import { type Movement, placed, sumOf, withoutLapsed } from './movement.js';

@InputType({ description: 'Places that are held for somebody until a day.' })
export class ReservePlaces {
  @IdField('quota') quota!: string;
  @KeyField({ description: 'Short name of the reservation within the quota, e.g. a file number; no name of a person' })
  reservation!: string;
  @PlainDateField({ description: 'The day of the reservation' }) on!: string;
  @PlainDateField({ optional: true, description: 'Last day of use; absent: as the text of the quota says' })
  lastDay?: string;
  @IdField('employer', { optional: true }) employer?: string;
  @ShapeField(() => WorkerGroup, { list: true, description: 'How many of whom' }) groups!: WorkerGroup[];
}

export const placesReserved = event(
  'PlacesReserved',
  ReservePlaces,
  (d) => `${sumOf(d.groups)} places reserved until ${d.lastDay}`,
  { bulk: true, effective: (d) => ({ from: d.on }) },
);

export const reservePlaces = on(ReservePlaces, {
  describes: 'Holds free places until a day, after which they are free again by themselves (QUO-16).',
  records: [placesReserved],
  mandate: registrars(),
  reads: (data, quota) => readsFor(data, quota),
  decide(data, quota, context) {
    const { reservationDays } = quota.terms;
    const lastDay =
      data.lastDay ?? (reservationDays === undefined ? undefined : add(data.on, { days: reservationDays }));
    const refused =
      checkTold(data, quota, context, { reservation: data.reservation }) ??
      checkNew(data, quota) ??
      checkLastDay(data, lastDay) ??
      checkWhoHires(data, quota, context) ??
      checkPlaces(quota, placed(quota, data.groups, data.employer), [], data.on, context.today);
    return refused ?? placesReserved({ ...data, lastDay });
  },
  evolve: {
    PlacesReserved: (quota, { reservation, on: day, lastDay, groups, employer }, { seq }) => ({
      ...quota,
      reservations: [
        ...withoutLapsed(quota, day),
        { seq, reservation, lastDay: lastDay!, groups: placed(quota, groups, employer) },
      ],
    }),
  },
});

const checkNew = ({ reservation }: ReservePlaces, { reservations }: Quota): Refusal | undefined =>
  reservations.some((other) => other.reservation === reservation)
    ? refuse(
        'GEN-02',
        'ALREADY_REGISTERED',
        `There is already a reservation ${reservation}; another one needs another name.`,
        {
          reservation,
        },
      )
    : undefined;

function checkLastDay({ on: day }: ReservePlaces, lastDay: string | undefined): Refusal | undefined {
  if (lastDay !== undefined && lastDay >= day) return undefined;
  return refuse(
    'QUO-16',
    'EXPIRY_MISSING',
    lastDay === undefined
      ? 'A reservation lapses on a day: name its last day, or record with agreeQuotaTerms after how many days the text lets it lapse.'
      : `The reservation would lapse on ${lastDay}, before it is made on ${day}.`,
    { on: day, lastDay: lastDay ?? null },
  );
}

export const reserved = (quota: Quota, { groups, employer, on: day, lastDay }: ReservePlaces): Movement[] =>
  placed(quota, groups, employer).map((group) => ({
    stage: 'RESERVED',
    number: group.number,
    group,
    on: day,
    lastDay,
  }));
