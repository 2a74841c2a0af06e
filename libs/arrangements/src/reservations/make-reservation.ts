import { actOf, event, IdField, KeyField, PartialDateField, refuse, type Refusal, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type ActKind, CONSENTS } from '../acts/act.js';
import { type Arrangement, consentingParties, on } from '../arrangement.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';

@InputType({ description: 'A party excludes or modifies, for itself, what some articles say (VCLT 19).' })
export class MakeReservation {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the reservation within the arrangement' }) reservation!: string;
  @IdField('party') party!: string;
  @PartialDateField({ description: 'The day of the signature or consent with which it is made' }) on!: string;
  @TextField({ list: true, length: 100, description: 'The articles that it concerns' }) articles!: string[];
  @TextField({ length: 2000, description: 'Its words' }) text!: string;
}

export const reservationMade = event(
  'ReservationMade',
  MakeReservation,
  (d) => `${d.party} made a reservation to ${d.articles.join(', ')} on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const makeReservation = on(MakeReservation, {
  describes:
    'Records a reservation. It belongs to a text among many that does not forbid it, and to the moment of signature or consent (PTY-09).',
  records: [reservationMade],
  mandate: actOf((data) => [data.party]),
  decide: (data, arrangement) => checkReservation(data, arrangement) ?? reservationMade(data),
  evolve: {
    ReservationMade: (arrangement, { arrangement: _, ...reservation }, { seq }) => ({
      ...arrangement,
      reservations: [...arrangement.reservations, { ...reservation, seq, objections: [] }],
    }),
  },
});

const MOMENTS: readonly ActKind[] = ['SIGNATURE', ...CONSENTS.filter((kind) => kind !== 'NOTIFICATION')];

/** PTY-09; VCLT 19: among many, not against the text, on signing, ratifying, accepting, approving or acceding. */
function checkReservation(data: MakeReservation, arrangement: Arrangement): Refusal | undefined {
  const { party, reservation } = data;
  if (arrangement.reservations.some((known) => known.reservation === reservation))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already a reservation ${reservation}; choose another name.`,
      {
        reservation,
      },
    );
  if (!consentingParties(arrangement).includes(party))
    return refuse('PTY-06', 'NOT_A_PARTY', `${party} is not a party that this text binds.`, { party });
  if (arrangement.kind === 'BILATERAL')
    return refuse(
      'PTY-09',
      'RESERVATION_NOT_ALLOWED',
      'Between two sides a reservation is an offer to amend: record it with proposeAmendment.',
      { party },
    );
  const rule = finalClauseOn(arrangement, 'participation')?.value;
  if (rule?.reservations === 'FORBIDDEN')
    return refuse('PTY-09', 'RESERVATION_NOT_ALLOWED', 'The text forbids reservations.', { party });
  const outside = data.articles.find((article) => !rule?.reservationsTo?.includes(article));
  if (rule?.reservations === 'NAMED_ONLY' && outside !== undefined)
    return refuse(
      'PTY-09',
      'RESERVATION_NOT_ALLOWED',
      `The text allows reservations to ${rule.reservationsTo?.join(', ') ?? 'none'}, not to ${outside}.`,
      { article: outside, allowed: rule.reservationsTo ?? [] },
    );
  const moments = arrangement.acts.filter((act) => MOMENTS.includes(act.kind) && act.parties.includes(party));
  if (moments.some((act) => act.on === data.on)) return undefined;
  return refuse(
    'PTY-09',
    'RESERVATION_NOT_ALLOWED',
    moments.length === 0
      ? `${party} neither signed nor consented on record; a reservation is made with such an act. Record the act first.`
      : `A reservation is made on signing or consenting; ${party} did so on ${moments.map((act) => act.on).join(', ')}, not on ${data.on}.`,
    { party, on: data.on, acts: moments.map((act) => act.on) },
  );
}
