import { anySpeaker, event, IdField, KeyField, PlainDateField, refuse, SeqField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { OccurrenceField } from './occurrence-field.js';
import { on, withFact } from './record.js';

@InputType({ description: 'Someone disputes whether a duty was kept, or what is said of it.' })
export class OpenDispute {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Short name of the dispute within the duty' }) dispute!: string;
  @OccurrenceField({ optional: true }) occurrence?: string;
  @PlainDateField({ description: 'When it was opened' }) on!: string;
  @SeqField({
    list: true,
    optional: true,
    max: 50,
    description:
      'The findings, evidence or contradictions in dispute, as positions in the log; absent: all that was said up to the decision',
  })
  about?: number[];
  @TextField({ sealed: true, length: 1000, description: 'What is disputed, in words' }) matter!: string;
}

export const disputeOpened = event(
  'DisputeOpened',
  OpenDispute,
  ({ dispute, occurrence }) => `Dispute ${dispute}${occurrence === undefined ? '' : ` on ${occurrence}`} opened`,
  { effective: (d) => ({ from: d.on }) },
);

export const openDispute = on(OpenDispute, {
  describes: 'Opens a dispute about an occurrence of a duty. Until it is decided, the occurrence is shown as disputed.',
  records: [disputeOpened],
  mandate: anySpeaker,
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkOccurrence(data, record, context) ??
    checkPersonalData(data.matter) ??
    (record.facts.disputes.some(({ name }) => name === data.dispute)
      ? refuse(
          'GEN-02',
          'ALREADY_DISPUTED',
          `Dispute ${data.dispute} is on record: name another, or correct that one.`,
          {
            dispute: data.dispute,
          },
        )
      : disputeOpened(data)),
  evolve: {
    DisputeOpened: (record, { dispute, occurrence, on: day, about }, { seq, actor }) =>
      withFact(record, 'disputes', {
        seq,
        name: dispute,
        ...(occurrence === undefined ? {} : { occurrence }),
        on: day,
        ...(actor.onBehalfOf === undefined ? {} : { by: actor.onBehalfOf }),
        ...(about ? { about } : {}),
      }),
  },
});
