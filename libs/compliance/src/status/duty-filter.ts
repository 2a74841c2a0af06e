import { ClauseCode } from '#arrangements';
import { ChoiceField, IdField, KeyField, PlainDateField, ShapeField } from '#kernel';
import { Contest, DutyBearer, Headline, Verification } from '#rights';
import { InputType } from '@nestjs/graphql';

@InputType({ description: 'Which duties: all conditions that are given have to hold on the day asked about.' })
export class DutyFilter {
  @ChoiceField(() => Headline, { optional: true, list: true, description: 'Any of these statuses' })
  headline?: Headline[];
  @ChoiceField(() => Verification, { optional: true, list: true, description: 'Proved so well, or so little' })
  verification?: Verification[];
  @ChoiceField(() => Contest, { optional: true, list: true, description: 'Disputed, released or suspended' })
  contest?: Contest[];
  @IdField('arrangement', { optional: true, list: true, description: 'Of any of these arrangements' })
  arrangement?: string[];
  @KeyField({ optional: true, description: 'Of the clause of this name' }) clause?: string;
  @ChoiceField(() => ClauseCode, { optional: true, list: true, description: 'Of clauses on any of these matters' })
  code?: ClauseCode[];
  @ShapeField(() => DutyBearer, { optional: true, description: 'Owed by this party, class, employer or recruiter' })
  bearer?: DutyBearer;
  @IdField('obligation', { optional: true, description: 'This one duty' }) obligation?: string;
  @PlainDateField({ optional: true, description: 'Due on this day or later' }) dueFrom?: string;
  @PlainDateField({ optional: true, description: 'Due before this day' }) dueBefore?: string;
  @PlainDateField({
    optional: true,
    description: 'Turns overdue on this day or later, whatever it is on the day asked about',
  })
  overdueFrom?: string;
  @PlainDateField({ optional: true, description: 'Turns overdue before this day' }) overdueBefore?: string;
}
