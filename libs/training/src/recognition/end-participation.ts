import { actOf, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, participationOn } from './mutual-recognition.js';

@InputType({ description: 'A party no longer takes part in mutual recognition; what was requested before stays.' })
export class EndParticipation {
  @IdField('mra', { description: 'The mutual recognition' }) mra!: string;
  @IdField('party') party!: string;
  @PartialDateField({ description: 'First day on which it no longer takes part' }) on!: string;
}

export const participationEnded = event(
  'ParticipationEnded',
  EndParticipation,
  (d) => `${d.party} no longer takes part from ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const endParticipation = on(EndParticipation, {
  describes: 'Records that a party no longer takes part in mutual recognition from a day on.',
  records: [participationEnded],
  mandate: actOf((data) => [data.party]),
  decide: (data, mra) =>
    participationOn(mra, data.party, data.on)
      ? participationEnded(data)
      : refuse('REC-02', 'NOT_PARTICIPATING', `${data.party} does not take part on ${data.on}.`, { party: data.party }),
  evolve: {
    ParticipationEnded: (mra, { party, on: to }) => {
      const ended = participationOn(mra, party, to);
      return {
        ...mra,
        participations: mra.participations.map((one) => (one === ended ? { ...one, to } : one)),
      };
    },
  },
});
