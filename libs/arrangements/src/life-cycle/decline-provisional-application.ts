import { actOf, before, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { declineOf, provisionalApplications } from './provisional.js';

@InputType({ description: 'A party tells the others that it will not become a party (VCLT 25(2)).' })
export class DeclineProvisionalApplication {
  @IdField('arrangement') arrangement!: string;
  @IdField('party') party!: string;
  @PartialDateField({ description: 'When it told the others' }) on!: string;
}

export const provisionalApplicationDeclined = event(
  'ProvisionalApplicationDeclined',
  DeclineProvisionalApplication,
  (d) => `${d.party} will not become a party and applies nothing provisionally from ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const declineProvisionalApplication = on(DeclineProvisionalApplication, {
  describes: 'Ends provisional application for a party; between two sides it ends for both (ARR-06).',
  records: [provisionalApplicationDeclined],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const { party } = data;
    const own = provisionalApplications(arrangement).find(({ parties }) => parties.includes(party));
    if (!own)
      return refuse('ARR-06', 'PROVISIONAL_NOT_AGREED', `${party} does not apply it provisionally on record.`, {
        party,
      });
    const declined = declineOf(arrangement, party);
    if (declined)
      return refuse('PTY-07', 'ALREADY_RECORDED', `${party} already declined on ${declined.on}.`, {
        party,
        on: declined.on,
      });
    if (before(data.on, own.on))
      return refuse('ARR-05', 'DATE_ORDER', `It is applied provisionally from ${own.on} only.`, {
        on: data.on,
        from: own.on,
      });
    return provisionalApplicationDeclined(data);
  },
  evolve: {
    ProvisionalApplicationDeclined: (arrangement, { party, on: date }, { seq }) => ({
      ...arrangement,
      provisionalEnds: [...arrangement.provisionalEnds, { seq, party, on: date }],
    }),
  },
});
