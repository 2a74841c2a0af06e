import { arrangementDecider, consentingParties, isIscoCode } from '#arrangements';
import { actOf, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { isListed, on, participationOn } from './mutual-recognition.js';
import { IscoList } from './open-mutual-recognition.js';

@InputType({ description: 'A party notifies that it takes part in mutual recognition (REC-02).' })
export class NotifyParticipation {
  @IdField('mra', { description: 'The mutual recognition' }) mra!: string;
  @IdField('party') party!: string;
  @IscoList({ optional: true, description: 'For which of the listed occupations; all unless told' })
  occupations?: string[];
  @PartialDateField({ description: 'Since when it takes part' }) from!: string;
}

export const participationNotified = event(
  'ParticipationNotified',
  NotifyParticipation,
  (d) => `${d.party} takes part from ${d.from}${d.occupations ? ` for ISCO-08 ${d.occupations.join(', ')}` : ''}`,
  { effective: (d) => ({ from: d.from }) },
);

export const notifyParticipation = on(NotifyParticipation, {
  describes: 'Records that a party takes part in mutual recognition, and for which of the listed occupations.',
  records: [participationNotified],
  mandate: actOf((data) => [data.party]),
  reads: (_, mra) => [mra.arrangement],
  decide(data, mra, context) {
    if (!consentingParties(context.other(arrangementDecider, mra.arrangement)!).includes(data.party))
      return refuse(
        'REC-02',
        'NOT_A_PARTY',
        `${data.party} is no party to ${mra.arrangement}, and so cannot take part in its mutual recognition.`,
        { party: data.party },
      );
    const stranger = data.occupations?.find((code) => !isIscoCode(code) || !isListed(mra.occupations, code));
    if (stranger !== undefined)
      return refuse('REC-02', 'OCCUPATION_NOT_LISTED', `${stranger} is not among the listed occupations.`, {
        code: stranger,
        listed: mra.occupations,
      });
    const standing = participationOn(mra, data.party, data.from);
    return standing
      ? refuse('GEN-02', 'ALREADY_REGISTERED', `${data.party} takes part since ${standing.from} already.`, {
          party: data.party,
        })
      : participationNotified(data);
  },
  evolve: {
    ParticipationNotified: (mra, { mra: _, ...stated }, { seq }) => ({
      ...mra,
      participations: [...mra.participations, { ...stated, seq }],
    }),
  },
});
