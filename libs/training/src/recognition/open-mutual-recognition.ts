import { arrangementDecider, consentingParties, isIscoCode, Period } from '#arrangements';
import { checkAmong, CodeField, event, IdField, refuse, registrars, ShapeField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { opens } from './mutual-recognition.js';

export const IscoList = (options: { optional?: boolean; description: string }) =>
  CodeField(/^\d{1,4}$/, 'ISCO-08 codes of one to four digits', { list: true, ...options });

@InputType({
  description: 'Mutual recognition under an arrangement: the listed occupations. Parties take part by notifying so.',
})
export class OpenMutualRecognition {
  @IdField('mra', { description: 'The mutual recognition' }) mra!: string;
  @IdField('arrangement') arrangement!: string;
  @TextField({ optional: true, length: 300, description: 'Its name, where the text gives one' }) title?: string;
  @IscoList({ description: 'Listed occupations, as groups of ISCO-08' }) occupations!: string[];
  @ShapeField(() => Period, { optional: true, description: 'Within which requests under it are decided' })
  decideWithin?: Period;
}

export const mutualRecognitionOpened = event(
  'MutualRecognitionOpened',
  OpenMutualRecognition,
  (d) =>
    `Mutual recognition under ${d.arrangement}${d.title ? ` (${d.title})` : ''} for ISCO-08 ${d.occupations.join(', ')}`,
);

export const openMutualRecognition = opens(OpenMutualRecognition, {
  describes: 'Records for which occupations an arrangement provides mutual recognition (REC-02).',
  records: [mutualRecognitionOpened],
  mandate: registrars(),
  reads: (data) => [data.arrangement],
  decide(data, _, context) {
    const arrangement = context.other(arrangementDecider, data.arrangement);
    if (!arrangement)
      return refuse(
        'REC-02',
        'UNKNOWN_ARRANGEMENT',
        `${data.arrangement} is not registered: mutual recognition stands in a registered arrangement.`,
        { arrangement: data.arrangement },
      );
    const unknown = data.occupations.find((code) => !isIscoCode(code));
    if (unknown !== undefined || data.occupations.length === 0)
      return refuse(
        'QUO-15',
        'UNKNOWN_OCCUPATION',
        unknown === undefined ? 'List at least one occupation.' : `${unknown} is not a group of ISCO-08.`,
        { code: unknown ?? null },
      );
    return checkAmong(context.actor, consentingParties(arrangement)) ?? mutualRecognitionOpened(data);
  },
  evolve: {
    MutualRecognitionOpened: (_, { mra: _id, ...stated }, { seq }) => ({ ...stated, seq, participations: [] }),
  },
});
