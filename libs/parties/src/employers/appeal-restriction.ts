import { before, event, FlagField, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from './employer.js';
import { findRestriction } from './restriction-of.js';

@InputType({ description: 'An employer contests a suspension or ban.' })
export class AppealRestriction {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Name of the restriction within the employer’s record' }) restriction!: string;
  @TextField({ length: 300, description: 'Court, tribunal or authority that hears it' }) before!: string;
  @PartialDateField({ description: 'Day of the appeal' }) on!: string;
  @FlagField({ description: 'Whether the restriction rests until the appeal is decided' }) stays!: boolean;
}

export const restrictionAppealed = event(
  'RestrictionAppealed',
  AppealRestriction,
  (d) =>
    `Restriction ${d.restriction} appealed to ${d.before} on ${d.on}${d.stays ? '; it rests until that is decided' : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const appealRestriction = on(AppealRestriction, {
  describes: 'Records an appeal against a suspension or ban, and whether it rests meanwhile (EMP-02).',
  records: [restrictionAppealed],
  mandate: { roles: ['EMPLOYER', 'GOVERNMENT', 'SECRETARIAT'] },
  decide(data, employer, { actor }) {
    const stranger = checkOwn(actor, employer, data.employer);
    if (stranger) return stranger;
    const found = findRestriction(employer, data.restriction);
    if ('refusal' in found) return found.refusal;
    const { appeal, appeals, from } = found.restriction;
    if (appeal.none)
      return refuse('EMP-02', 'DECISION_IS_FINAL', `Restriction ${data.restriction} is on record as final.`, {
        restriction: data.restriction,
      });
    const pending = appeals.find(({ decided }) => !decided);
    if (pending)
      return refuse('EMP-02', 'APPEAL_PENDING', `An appeal of ${pending.on} is still pending.`, { on: pending.on });
    return before(data.on, from)
      ? refuse('EMP-02', 'DATE_ORDER', `Nobody appealed on ${data.on} against what began on ${from}.`, {
          on: data.on,
          from,
        })
      : restrictionAppealed(data);
  },
  evolve: {
    RestrictionAppealed: (employer, { restriction: key, employer: _id, ...appeal }, { seq }) => ({
      ...employer,
      restrictions: employer.restrictions.map((entry) =>
        entry.restriction === key ? { ...entry, appeals: [...entry.appeals, { ...appeal, seq }] } : entry,
      ),
    }),
  },
});
