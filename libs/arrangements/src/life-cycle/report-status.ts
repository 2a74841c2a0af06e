import { anySpeaker, ChoiceField, event, IdField, PartialDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { ReportedStatus } from './life-cycle.js';

@InputType({
  description:
    'What a source says of the state of the arrangement on a date. The legal status is computed apart, so the two can differ.',
})
export class ReportStatus {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => ReportedStatus) status!: ReportedStatus;
  @PartialDateField({ description: 'When the source saw it so' }) asOf!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const statusReported = event(
  'StatusReported',
  ReportStatus,
  (d) => `Reported ${d.status.toLowerCase().replaceAll('_', ' ')} as of ${d.asOf}`,
  {
    effective: (d) => ({ from: d.asOf }),
  },
);

export const reportStatus = on(ReportStatus, {
  describes: 'Records what a source says of the state of the arrangement (ARR-13).',
  records: [statusReported],
  mandate: anySpeaker,
  decide: (data) => statusReported(data),
  evolve: {
    StatusReported: (arrangement, { arrangement: _, ...report }, { seq }) => ({
      ...arrangement,
      statusReports: [...arrangement.statusReports, { ...report, seq }],
    }),
  },
});
