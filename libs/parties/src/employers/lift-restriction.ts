import { actOf, event, IdField, KeyField, PartialDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkEnd } from '../permissions/until.js';
import { on } from './employer.js';
import { imposedBy } from './restriction-of.js';

@InputType({ description: 'An authority ends a suspension or ban before its time.' })
export class LiftRestriction {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Name of the restriction within the employer’s record' }) restriction!: string;
  @IdField('party', { description: 'The authority that had imposed it' }) by!: string;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why' }) ground!: string;
}

export const restrictionLifted = event(
  'RestrictionLifted',
  LiftRestriction,
  (d) => `Restriction ${d.restriction} lifted by ${d.by} on ${d.on}: ${d.ground}`,
  { effective: (d) => ({ from: d.on }) },
);

export const liftRestriction = on(LiftRestriction, {
  describes: 'Ends a suspension or ban; earlier days keep it.',
  records: [restrictionLifted],
  mandate: actOf((data) => [data.by]),
  decide(data, employer) {
    const found = imposedBy(employer, data);
    return 'refusal' in found
      ? found.refusal
      : (checkEnd('EMP-02', found.restriction, data.on) ?? restrictionLifted(data));
  },
  evolve: {
    RestrictionLifted: (employer, { restriction: key, on: date, ground }, { seq }) => ({
      ...employer,
      restrictions: employer.restrictions.map((entry) =>
        entry.restriction === key ? { ...entry, ended: { seq, on: date, ground } } : entry,
      ),
    }),
  },
});
