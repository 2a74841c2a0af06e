import {
  before,
  checkAmong,
  ChoiceField,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkUntil, Until, untilInWords } from '../permissions/until.js';
import { AppealOutcome, on } from './employer.js';
import { findRestriction } from './restriction-of.js';

@InputType({ description: 'The appeal against a suspension or ban is decided.' })
export class DecideRestrictionAppeal {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Name of the restriction within the employer’s record' }) restriction!: string;
  @PartialDateField({ description: 'Day of the decision' }) on!: string;
  @ChoiceField(() => AppealOutcome, { description: 'What became of it' }) outcome!: AppealOutcome;
  @ShapeField(() => Until, { optional: true, description: 'Of ALTERED: how long it now lasts' }) until?: Until;
  @TextField({ sealed: true, length: 1000, description: 'Why, or where the decision is found' }) ground!: string;
}

export const restrictionAppealDecided = event(
  'RestrictionAppealDecided',
  DecideRestrictionAppeal,
  (d) =>
    `Appeal against ${d.restriction} decided on ${d.on}: ${d.outcome.toLowerCase()}${d.until ? `, ${untilInWords(d.until)}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const decideRestrictionAppeal = on(DecideRestrictionAppeal, {
  describes: 'Records what became of an appeal against a suspension or ban; earlier days keep what stood on them.',
  records: [restrictionAppealDecided],
  mandate: registrars(),
  decide(data, employer, { actor }) {
    const found = findRestriction(employer, data.restriction);
    if ('refusal' in found) return found.refusal;
    const { restriction } = found;
    const stranger = checkAmong(actor, [restriction.by, employer.country]);
    if (stranger) return stranger;
    const pending = restriction.appeals.find(({ decided }) => !decided);
    if (!pending)
      return refuse('EMP-02', 'NO_APPEAL_PENDING', `No appeal against ${data.restriction} is pending.`, {
        restriction: data.restriction,
      });
    if (before(data.on, pending.on))
      return refuse('EMP-02', 'DATE_ORDER', `The appeal of ${pending.on} was not decided on ${data.on}.`, {
        on: data.on,
        appealedOn: pending.on,
      });
    if ((data.outcome === 'ALTERED') !== (data.until !== undefined))
      return refuse(
        'EMP-02',
        'END_MISSING',
        'Tell in until how long it now lasts where it is ALTERED, and only there.',
        {
          outcome: data.outcome,
        },
      );
    return (
      (data.until ? checkUntil('EMP-02', restriction.from, data.until) : undefined) ?? restrictionAppealDecided(data)
    );
  },
  evolve: {
    RestrictionAppealDecided: (employer, { restriction: key, employer: _id, ...decided }, { seq }) => ({
      ...employer,
      restrictions: employer.restrictions.map((entry) =>
        entry.restriction === key
          ? {
              ...entry,
              appeals: entry.appeals.map((appeal) =>
                appeal.decided ? appeal : { ...appeal, decided: { ...decided, seq } },
              ),
            }
          : entry,
      ),
    }),
  },
});
