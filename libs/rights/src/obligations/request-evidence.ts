import { anySpeaker, event, IdField, PlainDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { OccurrenceField } from './occurrence-field.js';
import { on } from './record.js';

@InputType({
  description: 'Someone asks for proof that a duty was done. It is an act of its own, and sets nothing overdue.',
})
export class RequestEvidence {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @OccurrenceField() occurrence!: string;
  @TextField({ optional: true, length: 100, description: 'Which kind of proof' }) kind?: string;
  @PlainDateField({ description: 'When it was asked' }) on!: string;
  @PlainDateField({ optional: true, description: 'By when an answer is asked for' }) answerBy?: string;
}

export const evidenceRequested = event(
  'EvidenceRequested',
  RequestEvidence,
  ({ occurrence, kind = 'proof', answerBy }) =>
    `Asked for ${kind} of ${occurrence}${answerBy === undefined ? '' : ` by ${answerBy}`}`,
  { effective: (d) => ({ from: d.on }) },
);

export const requestEvidence = on(RequestEvidence, {
  describes: 'Records that proof was asked for.',
  records: [evidenceRequested],
  mandate: anySpeaker,
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkOccurrence(data, record, context) ??
    checkPersonalData(data.kind) ??
    (data.answerBy !== undefined && data.answerBy < data.on
      ? refuse(
          'IND-01',
          'ANSWER_BEFORE_REQUEST',
          `An answer cannot be due on ${data.answerBy}, before it was asked for.`,
          {
            on: data.on,
            answerBy: data.answerBy,
          },
        )
      : evidenceRequested(data)),
  evolve: {
    EvidenceRequested: (record, { obligation: _id, ...asked }, { seq }) => ({
      ...record,
      requests: [...record.requests, { ...asked, seq }],
    }),
  },
});
