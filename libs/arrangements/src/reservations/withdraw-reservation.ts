import { actOf, before, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';

@InputType({ description: 'A party takes its reservation back (VCLT 22).' })
export class WithdrawReservation {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Its name within the arrangement' }) reservation!: string;
  @IdField('party', { description: 'Who made it' }) party!: string;
  @PartialDateField() on!: string;
}

export const reservationWithdrawn = event(
  'ReservationWithdrawn',
  WithdrawReservation,
  (d) => `${d.party} withdrew reservation ${d.reservation} on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawReservation = on(WithdrawReservation, {
  describes: 'Records that a reservation is withdrawn; it stays in the history and in answers for earlier days.',
  records: [reservationWithdrawn],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const { party, reservation } = data;
    const known = arrangement.reservations.find((candidate) => candidate.reservation === reservation);
    if (known?.party !== party)
      return refuse('PTY-09', 'UNKNOWN_RESERVATION', `${party} has made no reservation ${reservation}.`, {
        party,
        reservation,
      });
    if (known.withdrawn)
      return refuse('PTY-07', 'ALREADY_RECORDED', `It was already withdrawn on ${known.withdrawn.on}.`, {
        on: known.withdrawn.on,
      });
    if (before(data.on, known.on))
      return refuse('ARR-05', 'DATE_ORDER', `It was made on ${known.on}, so it was not withdrawn on ${data.on}.`, {
        on: data.on,
        madeOn: known.on,
      });
    return reservationWithdrawn(data);
  },
  evolve: {
    ReservationWithdrawn: (arrangement, { reservation, on: date }, { seq }) => ({
      ...arrangement,
      reservations: arrangement.reservations.map((known) =>
        known.reservation === reservation ? { ...known, withdrawn: { seq, on: date } } : known,
      ),
    }),
  },
});
