import { actOf, before, event, IdField, KeyField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';

@InputType({ description: 'A suspension ends.' })
export class ResumeArrangement {
  @IdField('arrangement') arrangement!: string;
  @KeyField() suspension!: string;
  @PartialDateField() on!: string;
  @IdField('party', { list: true }) decidedBy!: string[];
}

export const arrangementResumed = event(
  'ArrangementResumed',
  ResumeArrangement,
  (d) => `Suspension ${d.suspension} ended on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const resumeArrangement = on(ResumeArrangement, {
  describes: 'Ends a suspension; whoever decided it resumes it (ARR-17).',
  records: [arrangementResumed],
  mandate: actOf((data) => data.decidedBy),
  decide(data, arrangement) {
    const suspension = arrangement.suspensions.find((candidate) => candidate.suspension === data.suspension);
    if (!suspension)
      return refuse('ARR-17', 'UNKNOWN_SUSPENSION', `There is no suspension ${data.suspension}.`, {
        suspension: data.suspension,
      });
    if (suspension.resumed)
      return refuse('ARR-17', 'ALREADY_RESUMED', `It already ended on ${suspension.resumed.on}.`, {
        on: suspension.resumed.on,
      });
    if (before(data.on, suspension.from))
      return refuse('ARR-17', 'DATE_ORDER', `It cannot end on ${data.on}, before it starts on ${suspension.from}.`, {
        on: data.on,
        from: suspension.from,
      });
    const missing = suspension.decidedBy.filter((party) => !data.decidedBy.includes(party));
    if (missing.length > 0)
      return refuse(
        'ARR-17',
        'NOT_SAME_AUTHORITY',
        `Those who suspended must resume; missing: ${missing.join(', ')}.`,
        { missing },
      );
    return arrangementResumed(data);
  },
  evolve: {
    ArrangementResumed: (arrangement, { suspension: key, on: date }, { seq }) => ({
      ...arrangement,
      suspensions: arrangement.suspensions.map((suspension) =>
        suspension.suspension === key ? { ...suspension, resumed: { seq, on: date } } : suspension,
      ),
    }),
  },
});
