import { actOf, before, event, FlagField, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';

@InputType({ description: 'A party objects to the reservation of another (VCLT 20).' })
export class ObjectToReservation {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Its name within the arrangement' }) reservation!: string;
  @IdField('party', { description: 'Who objects' }) party!: string;
  @PartialDateField() on!: string;
  @FlagField({ description: 'It does not want the text to be in force between the two (VCLT 20(4)(b))' })
  precludesForce!: boolean;
}

export const reservationObjected = event(
  'ReservationObjected',
  ObjectToReservation,
  (d) =>
    `${d.party} objected to reservation ${d.reservation} on ${d.on}${d.precludesForce ? '; the text is not in force between the two' : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const objectToReservation = on(ObjectToReservation, {
  describes:
    'Records an objection to a reservation, and whether it keeps the text from being in force between the two.',
  records: [reservationObjected],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const { party, reservation } = data;
    const known = arrangement.reservations.find((candidate) => candidate.reservation === reservation);
    if (!known)
      return refuse('PTY-09', 'UNKNOWN_RESERVATION', `There is no reservation ${reservation}.`, { reservation });
    if (!consentingParties(arrangement).includes(party) || known.party === party)
      return refuse('PTY-09', 'NOT_A_PARTY', `${party} is not another party to this text, so it cannot object.`, {
        party,
        madeBy: known.party,
      });
    if (known.objections.some((objection) => objection.party === party))
      return refuse('PTY-07', 'ALREADY_RECORDED', `${party} has already objected.`, { party });
    if (before(data.on, known.on))
      return refuse('ARR-05', 'DATE_ORDER', `It was made on ${known.on}; nobody objected on ${data.on}.`, {
        on: data.on,
        madeOn: known.on,
      });
    return reservationObjected(data);
  },
  evolve: {
    ReservationObjected: (arrangement, { reservation, party, on: date, precludesForce }, { seq }) => ({
      ...arrangement,
      reservations: arrangement.reservations.map((known) =>
        known.reservation === reservation
          ? { ...known, objections: [...known.objections, { seq, party, on: date, precludesForce }] }
          : known,
      ),
    }),
  },
});
