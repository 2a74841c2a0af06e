import {
  ChoiceField,
  choices,
  CountField,
  FlagField,
  KeyField,
  OneOfShape,
  PartialDateField,
  PlainDateField,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

export const SpanUnit = choices('SpanUnit', { DAY: 'Days.', MONTH: 'Calendar months.', YEAR: 'Calendar years.' });
export type SpanUnit = keyof typeof SpanUnit;

export const Rounding = choices('Rounding', {
  EXACT: 'That very day.',
  FIRST_DAY_OF_MONTH: 'The first day of the month so many months after that of the starting day.',
  LAST_DAY_OF_MONTH: 'The last day of the month so many months after that of the starting day.',
});
export type Rounding = keyof typeof Rounding;

@Shape('Period', 'A length of time as a treaty states it, and how its last day is rounded.')
export class Period {
  @CountField() count!: number;
  @ChoiceField(() => SpanUnit) unit!: SpanUnit;
  @ChoiceField(() => Rounding, { optional: true, description: 'EXACT unless told; the others count in months' })
  rounding?: Rounding;
}

@Shape('OnSignature', 'Type 1: on signature by all sides.')
export class OnSignature {
  @FlagField({ description: 'true' }) bySignature!: boolean;
}

@Shape('OnFixedDate', 'Type 2: on a fixed date.')
export class OnFixedDate {
  @PlainDateField() date!: string;
}

@Shape('AfterLastNotification', 'Type 3: a period after the last notification that internal procedures are done.')
export class AfterLastNotification {
  @ShapeField(() => Period) period!: Period;
}

@Shape(
  'AfterDeposits',
  'Type 4: a period after the Nth deposit; for each later party the same period after its own (ARR-04).',
)
export class AfterDeposits {
  @CountField({ min: 1, description: 'Number of deposits needed' }) number!: number;
  @ShapeField(() => Period) period!: Period;
}

@OneOfShape('EntryIntoForceClause', 'How the text says that it enters into force; exactly one.')
export class EntryIntoForceClause {
  @ShapeField(() => OnSignature, { optional: true }) onSignature?: OnSignature;
  @ShapeField(() => OnFixedDate, { optional: true }) onFixedDate?: OnFixedDate;
  @ShapeField(() => AfterLastNotification, { optional: true }) afterLastNotification?: AfterLastNotification;
  @ShapeField(() => AfterDeposits, { optional: true }) afterDeposits?: AfterDeposits;
}

@Shape('ProvisionalApplication', 'Type 5: applied provisionally until entry into force (VCLT 25).')
export class ProvisionalApplication {
  @PlainDateField({ optional: true, description: 'Since when; absent: since signature by all sides' }) from?: string;
  @TextField({ optional: true, length: 500, description: 'Which parts; absent: all' }) parts?: string;
}

export const TermStart = choices('TermStart', {
  ENTRY_INTO_FORCE: 'The term runs from entry into force.',
  SIGNATURE: 'The term runs from signature.',
});
export type TermStart = keyof typeof TermStart;

export const RenewalRule = choices('RenewalRule', {
  TACIT: 'Renews by itself unless notice is given in time (ARR-10).',
  BY_CONSENT: 'Renews by an act of all parties (ARR-12).',
  NONE: 'Does not renew.',
  UNKNOWN: 'Not known.',
});
export type RenewalRule = keyof typeof RenewalRule;

@Shape('Term', 'How long the arrangement lasts.')
export class Term {
  @ShapeField(() => Period, { optional: true, description: 'Length; absent: no fixed length is known' })
  length?: Period;
  @PartialDateField({ optional: true, description: 'Last day, where the text names a date' }) until?: string;
  @FlagField({ optional: true, description: 'Lasts until ended by a party' }) indefinite?: boolean;
  @ChoiceField(() => TermStart, { optional: true, description: 'ENTRY_INTO_FORCE unless told' }) from?: TermStart;
  @ChoiceField(() => RenewalRule, { optional: true }) renewal?: RenewalRule;
  @ShapeField(() => Period, { optional: true, description: 'Length of a renewed term; absent: the same as the first' })
  renewalLength?: Period;
  @CountField({ optional: true, description: 'At most so many renewals; absent: no limit' }) renewals?: number;
  @ShapeField(() => Period, {
    optional: true,
    description: 'Notice of non-renewal, counted back from the end of the term',
  })
  renewalNotice?: Period;
}

export const Accession = choices(
  'Accession',
  {
    OPEN: 'Open to whoever meets the terms of the text.',
    BY_INVITATION: 'Open to those whom the parties invite.',
    CLOSED: 'Not open.',
  },
  'Who may accede without having signed.',
);
export type Accession = keyof typeof Accession;

export const ReservationRule = choices(
  'ReservationRule',
  {
    ALLOWED: 'Allowed, within the object of the text.',
    NAMED_ONLY: 'Allowed to the named articles only.',
    FORBIDDEN: 'Forbidden.',
  },
  'What the text says of reservations (VCLT 19).',
);
export type ReservationRule = keyof typeof ReservationRule;

@Shape('Participation', 'Who may sign until when, who may accede, and with which reservations.')
export class Participation {
  @PlainDateField({ optional: true, description: 'Last day for signature; after it others accede' })
  signatureUntil?: string;
  @ChoiceField(() => Accession, { optional: true, description: 'absent: the text is silent or not known' })
  accession?: Accession;
  @ChoiceField(() => ReservationRule, { optional: true, description: 'absent: the text is silent or not known' })
  reservations?: ReservationRule;
  @TextField({ optional: true, list: true, length: 100, description: 'Articles to which a reservation may be made' })
  reservationsTo?: string[];
}

@Shape('Survival', 'Which duties outlive the end, and how long.')
export class Survival {
  @KeyField({ list: true, description: 'Names of the clauses that outlive the end' }) clauses!: string[];
  @ShapeField(() => Period, { optional: true, description: 'For how long; absent: until they are discharged' })
  period?: Period;
}

export const InterSe = choices(
  'InterSe',
  {
    PERMITTED: 'Some parties may change it among themselves.',
    FORBIDDEN: 'No party may change it with some of the others only.',
  },
  'What the text says of changes among some parties only (VCLT 41).',
);
export type InterSe = keyof typeof InterSe;

@Shape('FinalClauses', 'The final clauses as data; the legal dates are computed from them.')
export class FinalClauses {
  @ShapeField(() => EntryIntoForceClause, { optional: true }) entryIntoForce?: EntryIntoForceClause;
  @ShapeField(() => ProvisionalApplication, { optional: true }) provisionalApplication?: ProvisionalApplication;
  @ShapeField(() => Term, { optional: true }) term?: Term;
  @ShapeField(() => Period, {
    optional: true,
    description: 'Notice of denunciation; absent: the text is silent or not known (VCLT 56)',
  })
  denunciationNotice?: Period;
  @ShapeField(() => Participation, { optional: true, description: 'Who may sign, accede and make reservations' })
  participation?: Participation;
  @ShapeField(() => Survival, { optional: true, description: 'What outlives the end' }) survival?: Survival;
  @ChoiceField(() => InterSe, { optional: true, description: 'Whether some may change it among themselves' })
  interSe?: InterSe;
  @FlagField({ optional: true, description: 'It forbids that an amendment lowers protection' }) noRegression?: boolean;
  @ShapeField(() => Period, {
    optional: true,
    description: 'Time to object to the correction of an error; absent: 90 days, the practice of depositaries',
  })
  correctionObjection?: Period;
  @TextField({ optional: true, length: 1000, description: 'In words, as the source puts it' }) asStated?: string;
}
