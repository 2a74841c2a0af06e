import {
  ChoiceField,
  choices,
  CodeField,
  CountField,
  FlagField,
  IdField,
  KeyField,
  markSealed,
  OneOfShape,
  PartialDateField,
  PlainDateField,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

export const CaseKind = choices(
  'CaseKind',
  {
    COMPLAINT: 'Someone complains.',
    CHECK: 'An authority, a union or an auditor looks into it without a complaint.',
    DISCLOSURE: 'The one bound tells of its own breach (CMP-16).',
  },
  'How a case came to be opened.',
);
export type CaseKind = keyof typeof CaseKind;

export const ComplainantClass = choices(
  'ComplainantClass',
  {
    WORKER: 'A worker, or several. Who it is stays outside the registry (CMP-02).',
    UNION: 'A trade union.',
    NGO: 'Another organisation that stands up for workers.',
    GOVERNMENT: 'A government.',
    EMPLOYER: 'An employer or employers\u2019 organisation.',
  },
  'As what someone complains.',
);
export type ComplainantClass = keyof typeof ComplainantClass;

@Shape('Complainant', 'Who complains: a class, and an organisation by its id. Never a worker by name (CMP-02).')
export class Complainant {
  @ChoiceField(() => ComplainantClass, { description: 'As what' }) as!: ComplainantClass;
  @IdField('party', { optional: true, description: 'The organisation or government; never for a worker' })
  party?: string;
  @markSealed
  @CodeField(/^store:[0-9a-f]{32}$/, 'store: and 32 hexadecimal digits', {
    optional: true,
    description:
      'Of a worker: a random reference into the sealed store of whoever took the complaint, a fresh one for each case',
  })
  sealedReference?: string;
  @FlagField({ optional: true, description: 'The worker consents that the respondent learns who complains' })
  consentsToDisclosure?: boolean;
}

@OneOfShape('Respondent', 'Who is held to have broken a duty: a party, an employer or a recruiter.')
export class Respondent {
  @IdField('party', { optional: true }) party?: string;
  @IdField('employer', { optional: true }) employer?: string;
  @IdField('recruiter', { optional: true }) recruiter?: string;
}

/** The one id that a respondent is. */
export const idOf = ({ party, employer, recruiter }: Respondent): string => (party ?? employer ?? recruiter)!;

@Shape('FactsPeriod', 'When the facts were: from this day, up to and including `until`.')
export class FactsPeriod {
  @PartialDateField({ description: 'The day, month or year, or the first of them' }) from!: string;
  @PartialDateField({ optional: true, description: 'The last; absent: the same' }) until?: string;
}

@Shape('CaseCorridor', 'From which country to which the workers concerned went.')
export class CaseCorridor {
  @IdField('party', { description: 'Where they came from' }) origin!: string;
  @IdField('party', { description: 'Where they work' }) destination!: string;
}

@Shape('Official', 'Whose act a source tells of: an authority, and in it a person by an opaque id.')
export class Official {
  @IdField('party', { description: 'The authority, or the party that it belongs to' }) party!: string;
  @KeyField({ description: 'Opaque id of the person; the same person has the same id' }) officer!: string;
}

export const CasePhase = choices(
  'CasePhase',
  {
    SUBMITTED: 'Filed; whether it is taken up is not decided.',
    INADMISSIBLE: 'Not taken up, or passed on, with the reason.',
    ADMISSIBLE: 'Taken up, or deemed so because the limit passed (CMP-04).',
    CONCILIATION: 'The two sides are brought together.',
    SETTLED: 'They agreed.',
    INVESTIGATING: 'Someone looks into it.',
    DECIDED: 'Decided, and nothing is to be mended.',
    REMEDY_ORDERED: 'Something is to be mended.',
    REMEDY_DONE: 'All is mended, and another has verified it.',
    STAYED: 'It rests for a recorded reason; its limits stand still (CMP-05).',
    WITHDRAWN: 'The complainant took it back.',
    CLOSED: 'Closed. New facts open it again (CMP-12).',
  },
  'Where a case stands on a day.',
);
export type CasePhase = keyof typeof CasePhase;

export const InadmissibleGround = choices(
  'InadmissibleGround',
  {
    CLAUSE_NOT_APPLICABLE: 'No clause that it names was owed when the facts were.',
    RESPONDENT_NOT_BEARER: 'The respondent does not bear the clause.',
    ALREADY_DECIDED: 'The same matter was decided before.',
    OTHER_COMPETENCE: 'Another body is competent.',
    NOT_SUBSTANTIATED: 'It states no facts that could be a breach.',
  },
  'Why a complaint is not taken up (CMP-01).',
);
export type InadmissibleGround = keyof typeof InadmissibleGround;

export const CaseOutcome = choices(
  'CaseOutcome',
  {
    FOUNDED: 'The complaint is right.',
    PARTLY: 'It is right in part.',
    UNFOUNDED: 'It is not.',
  },
  'What a case was decided to be.',
);
export type CaseOutcome = keyof typeof CaseOutcome;

export const StayGround = choices(
  'StayGround',
  {
    SAME_FACTS_ELSEWHERE: 'The same facts are before another body.',
    PARTIES_AGREE: 'Both sides ask for time.',
    FORCE_MAJEURE: 'War, disaster or epidemic keeps them from acting.',
    ACCESS_REFUSED: 'Whoever investigates is kept out.',
  },
  'Why a case rests.',
);
export type StayGround = keyof typeof StayGround;

export const CheckPrompt = choices(
  'CheckPrompt',
  {
    PLAN: 'It was planned.',
    SAMPLE: 'It was drawn by lot.',
    SIGNAL: 'Ratings or reports by workers pointed to it; they prove nothing (CMP-15).',
    DISCLOSURE: 'The one bound told of it.',
    MEDIA: 'It was in the news.',
    OTHER_CASE: 'It came up in another case.',
  },
  'What a check was begun for.',
);
export type CheckPrompt = keyof typeof CheckPrompt;

export const FindingResult = choices(
  'CaseFindingResult',
  {
    SATISFIED: 'The duty was kept.',
    PARTLY_SATISFIED: 'Part of it was not.',
    NOT_SATISFIED: 'It was broken.',
    INCONCLUSIVE: 'It cannot be told.',
    NOT_APPLICABLE: 'There was no such duty in this matter.',
  },
  'What was found of a duty.',
);
export type FindingResult = keyof typeof FindingResult;

/** Whether a finding holds something against someone. */
export const isAdverse = (result: FindingResult): boolean =>
  result === 'NOT_SATISFIED' || result === 'PARTLY_SATISFIED';

export const FindingMethod = choices(
  'FindingMethod',
  {
    DOCUMENTS: 'Documents were read.',
    INTERVIEWS: 'People were asked.',
    VISIT: 'The place was visited.',
    TEST: 'Something was measured or tried.',
    JUDGMENT: 'A court or tribunal established it.',
    RATINGS: 'Workers rated it. A signal, no proof (CMP-15).',
  },
  'How something was found.',
);
export type FindingMethod = keyof typeof FindingMethod;

export const FoundBy = choices(
  'FoundBy',
  {
    BEARER: 'The one bound, of itself.',
    UNION: 'A trade union.',
    EMPLOYERS: 'An employers\u2019 organisation.',
    AUDITOR: 'An auditor or a certifying body.',
    INSPECTORATE: 'A labour inspectorate or another authority.',
    JOINT_COMMITTEE: 'The joint committee.',
    COURT: 'A court or tribunal.',
  },
  'Who found it; the later weigh more (IND-02).',
);
export type FoundBy = keyof typeof FoundBy;

/** IND-02: how much what someone says weighs against what another says of the same matter. Self-reports weigh least. */
export const weightOf = (by: FoundBy): number => Object.keys(FoundBy).indexOf(by);

export const ReplyStance = choices(
  'ReplyStance',
  {
    ACCEPTED: 'The respondent accepts it.',
    CONTESTED: 'The respondent contests it.',
  },
  'How a respondent answers to a finding.',
);
export type ReplyStance = keyof typeof ReplyStance;

export const RemedyKind = choices(
  'RemedyKind',
  {
    PAY_BACK: 'Money is paid back or made good.',
    RESTORE_DOCUMENTS: 'Documents are given back.',
    TRANSFER: 'The worker may change employer.',
    FIX_HOUSING: 'Housing is put in order.',
    FIX_SAFETY: 'The place of work is made safe.',
    REINSTATE: 'The worker is taken back.',
    SANCTION: 'Someone is fined, suspended or struck off.',
    POLICY_CHANGE: 'A rule or practice is changed.',
    OTHER: 'Another remedy, in words.',
  },
  'What kind of thing mends a breach.',
);
export type RemedyKind = keyof typeof RemedyKind;

@Shape('RemedyAmount', 'A sum of money.')
export class RemedyAmount {
  @CodeField(/^\d{1,15}([.]\d{1,4})?$/, 'a decimal number such as 1496.50', { description: 'As a decimal number' })
  amount!: string;
  @CodeField(/^[A-Z]{3}$/, 'an ISO 4217 code such as EUR', { description: 'ISO 4217 code' }) currency!: string;
}

@Shape('LiableWith', 'Who is liable beside the owner of a remedy, and by which clause (EMP-05).')
export class LiableWith {
  @ShapeField(() => Respondent, { description: 'Who' }) who!: Respondent;
  @KeyField({ description: 'The clause of the arrangement that says so' }) clause!: string;
}

@Shape('RemedyOrder', 'What is to be mended, by whom and by when.')
export class RemedyOrder {
  @KeyField({ description: 'Short name within the case' }) remedy!: string;
  @ChoiceField(() => RemedyKind, { description: 'What kind' }) kind!: RemedyKind;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'In words' }) words?: string;
  @ShapeField(() => Respondent, { optional: true, description: 'Who has to do it; absent: the respondent' })
  owner?: Respondent;
  @ShapeField(() => LiableWith, { optional: true, list: true, description: 'Who is liable with the owner' })
  liableWith?: LiableWith[];
  @ShapeField(() => RemedyAmount, { optional: true, description: 'If money is due' }) amount?: RemedyAmount;
  @PlainDateField({ optional: true, description: 'Last day; absent: as the severity asks for (CMP-13)' })
  dueOn?: string;
}

export const Rung = choices(
  'LadderRung',
  {
    INFORMATION_REQUEST: 'Information is asked for.',
    OBSERVATION: 'An observation is sent.',
    JOINT_COMMITTEE_ITEM: 'It is put to the joint committee.',
    CONSULTATION: 'The parties consult.',
    DISPUTE: 'It is a dispute between the parties.',
    SUSPENSION_PROPOSAL: 'It is proposed to suspend the arrangement, or part of it.',
  },
  'How far a matter has gone up between the parties.',
);
export type Rung = keyof typeof Rung;
export const RUNGS = Object.keys(Rung) as Rung[];

export const RestDay = choices(
  'RestDay',
  {
    MONDAY: 'Monday.',
    TUESDAY: 'Tuesday.',
    WEDNESDAY: 'Wednesday.',
    THURSDAY: 'Thursday.',
    FRIDAY: 'Friday.',
    SATURDAY: 'Saturday.',
    SUNDAY: 'Sunday.',
  },
  'A day of the week on which nobody works.',
);
export type RestDay = keyof typeof RestDay;

@Shape('CaseTimes', 'Limits of one case, where its arrangement sets others than the usual ones.')
export class CaseTimes {
  @CountField({ optional: true, min: 1, description: 'To decide whether it is taken up: working days, 10 unless told' })
  admissibilityWorkingDays?: number;
  @CountField({ optional: true, min: 1, description: 'For conciliation: days, 30 unless told' })
  conciliationDays?: number;
  @CountField({ optional: true, min: 1, description: 'To decide once taken up: days, 90 unless told' })
  investigationDays?: number;
  @CountField({ optional: true, min: 1, description: 'To reply to a finding: days, 30 unless told' })
  replyDays?: number;
  @CountField({ optional: true, min: 1, description: 'To mend what is critical: days, 7 unless told' })
  criticalDays?: number;
  @CountField({ optional: true, min: 1, description: 'To mend what is of high severity: days, 30 unless told' })
  highDays?: number;
  @CountField({ optional: true, min: 1, description: 'To mend what is of medium severity: days, 90 unless told' })
  mediumDays?: number;
  @CountField({ optional: true, min: 1, description: 'To mend what is of low severity: days, 180 unless told' })
  lowDays?: number;
  @CountField({ optional: true, min: 1, description: 'From one rung of the ladder to the next: days, 30 unless told' })
  rungDays?: number;
  @CountField({
    optional: true,
    min: 1,
    description: 'After a complaint, how long a dismissal is held to be a reprisal: days, 180 unless told',
  })
  reprisalDays?: number;
  @ChoiceField(() => RestDay, {
    optional: true,
    list: true,
    max: 6,
    description: 'Days on which nobody works; Saturday and Sunday unless told',
  })
  restDays?: RestDay[];
  @CodeField(/^\d{4}-\d{2}-\d{2}$/, 'a date: YYYY-MM-DD', {
    optional: true,
    list: true,
    description: 'Public holidays',
  })
  holidays?: string[];
}
