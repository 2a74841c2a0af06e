import { anySpeaker, before, CountField, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from './recognition.js';
import { checkConcerned } from './request-recognition.js';

@InputType({ description: 'So many of those concerned by a decision appeal against it.' })
export class AppealRecognition {
  @IdField('recognition', { description: 'The request' }) recognition!: string;
  @KeyField({ description: 'The decision that is appealed against' }) decision!: string;
  @CountField({ min: 1, description: 'How many persons' }) number!: number;
  @PartialDateField({ description: 'When they appealed' }) on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const recognitionAppealed = event(
  'RecognitionAppealed',
  AppealRecognition,
  (d) => `${d.number} appealed against ${d.decision} on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const appealRecognition = on(AppealRecognition, {
  describes: 'Records that a partial recognition or a refusal was appealed against (REC-04).',
  records: [recognitionAppealed],
  mandate: anySpeaker,
  decide(data, recognition, context) {
    const stranger = checkConcerned(recognition, context);
    if (stranger) return stranger;
    const against = recognition.decisions.find(({ decision }) => decision === data.decision);
    if (!against || (against.outcome !== 'REFUSED' && against.outcome !== 'PARTIAL'))
      return refuse(
        'REC-04',
        'NOTHING_TO_APPEAL',
        `There is no refusal and no partial recognition named ${data.decision}: name one of this request.`,
        { decision: data.decision },
      );
    if (before(data.on, against.on))
      return refuse('REC-04', 'APPEAL_TOO_EARLY', `${data.decision} was decided on ${against.on}, after ${data.on}.`, {
        on: data.on,
      });
    const earlier = recognition.appeals
      .filter(({ decision }) => decision === data.decision)
      .reduce((total, { number }) => total + number, 0);
    const open = against.number - earlier;
    return data.number > open
      ? refuse(
          'REC-04',
          'MORE_APPEALS_THAN_DECIDED',
          `${data.number} appeal, but only ${open} of those concerned by ${data.decision} have not yet done so.`,
          { number: data.number, open },
        )
      : recognitionAppealed(data);
  },
  evolve: {
    RecognitionAppealed: (recognition, { recognition: _, ...appeal }, { seq }) => ({
      ...recognition,
      appeals: [...recognition.appeals, { ...appeal, seq }],
    }),
  },
});
