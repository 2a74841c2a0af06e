import { anySpeaker, CodeField, event, IdField, PlainDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOccurrence, readsArrangement } from './checks.js';
import { OccurrenceField } from './occurrence-field.js';
import { on } from './record.js';

@InputType({ description: 'A report on an occurrence is public.' })
export class PublishReport {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @OccurrenceField() occurrence!: string;
  @PlainDateField({ description: 'Since when it is public' }) on!: string;
  @TextField({ optional: true, length: 2000, description: 'Where it can be read' }) url?: string;
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    optional: true,
    description: 'SHA-256 of its bytes',
  })
  digest?: string;
}

export const reportPublished = event(
  'ReportPublished',
  PublishReport,
  ({ occurrence, on: day }) => `Report of ${occurrence} public since ${day}`,
  { effective: (d) => ({ from: d.on }) },
);

export const publishReport = on(PublishReport, {
  describes: 'Records that a report is public. Publication by itself is no proof that the duty was done.',
  records: [reportPublished],
  mandate: anySpeaker,
  reads: readsArrangement,
  decide: (data, record, context) => checkOccurrence(data, record, context) ?? reportPublished(data),
  evolve: {
    ReportPublished: (record, { obligation: _id, ...report }, { seq }) => ({
      ...record,
      reports: [...record.reports, { ...report, seq }],
    }),
  },
});
