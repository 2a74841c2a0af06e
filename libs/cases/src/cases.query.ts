import { ClauseCode, Severity } from '#arrangements';
import {
  type Actor,
  type AsOf,
  ChoiceField,
  CodeField,
  FlagField,
  IdField,
  type PageArgs,
  PlainDateField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { CaseKind, CasePhase } from './terms.js';

@InputType({ description: 'All conditions hold together, on the day asked about; of several values any one.' })
export class CaseFilter {
  @ChoiceField(() => CaseKind, { optional: true, list: true, description: 'How it was opened' }) kind?: CaseKind[];
  @ChoiceField(() => CasePhase, { optional: true, list: true, description: 'Where it stands' }) phase?: CasePhase[];
  @ChoiceField(() => ClauseCode, { optional: true, list: true, description: 'Any of these matters' })
  clauseCode?: ClauseCode[];
  @IdField('arrangement', { optional: true }) arrangement?: string;
  @CodeField(/^(party|employer|recruiter)-[a-z0-9][a-z0-9-]{0,99}$/, 'the id of a party, an employer or a recruiter', {
    optional: true,
    description: 'Who is held to have broken a duty',
  })
  respondent?: string;
  @IdField('employer', { optional: true, description: 'Respondent, or with something to mend, its own or jointly' })
  employer?: string;
  @IdField('recruiter', { optional: true, description: 'Respondent, or with something to mend, its own or jointly' })
  recruiter?: string;
  @IdField('party', { optional: true, description: 'Where the workers came from' }) origin?: string;
  @IdField('party', { optional: true, description: 'Where they work' }) destination?: string;
  @ChoiceField(() => Severity, { optional: true, list: true, description: 'Of the gravest finding against someone' })
  severity?: Severity[];
  @FlagField({ optional: true, description: 'Something is past its last day' }) overdue?: boolean;
  @FlagField({ optional: true, description: 'Nobody has done anything about it' }) unanswered?: boolean;
  @FlagField({ optional: true, description: 'A critical finding is not mended and verified' }) alert?: boolean;
  @PlainDateField({ optional: true, description: 'Opened on or after' }) openedFrom?: string;
  @PlainDateField({ optional: true, description: 'Opened on or before' }) openedTo?: string;
}

/** One case as of two dates, as one actor may see it. */
export class GetCase {
  constructor(
    readonly id: string,
    readonly actor?: Actor,
    readonly asOf?: AsOf | null,
    readonly atLeast?: number | null,
  ) {}
}

/** Cases, the latest opened first. */
export class ListCases {
  constructor(
    readonly filter: CaseFilter,
    readonly page: PageArgs,
    readonly actor?: Actor,
  ) {}
}

/** Which of the counts of cases a question is about. */
export interface Whose {
  arrangement?: string | null;
  origin?: string | null;
  destination?: string | null;
}

/** Complaints by clause: filed, taken up, decided in time, remedied. */
export class CountComplaints {
  constructor(
    readonly whose: Whose,
    readonly asOf?: AsOf | null,
  ) {}
}

/** Open critical findings, the oldest first. */
export class ListAlerts {
  constructor(
    readonly whose: Whose,
    readonly first: number,
    readonly asOf?: AsOf | null,
  ) {}
}

/** Respondents with several confirmed findings against them. */
export class FindRepeated {
  constructor(
    readonly whose: Whose,
    readonly atLeast: number,
    readonly first: number,
    readonly asOf?: AsOf | null,
  ) {}
}
