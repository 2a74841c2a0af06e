import { Bearer, Indicator, Period } from '#arrangements';
import {
  ChoiceField,
  choices,
  CodeField,
  FlagField,
  IdField,
  OneOfShape,
  PlainDateField,
  refuse,
  type Refusal,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

export const DutyModality = choices(
  'DutyModality',
  {
    MUST: 'The bearer has to act.',
    MUST_NOT: 'The bearer has to refrain.',
    MAY: 'The bearer is free to act: the counterparties have to let it.',
  },
  'What a duty asks for.',
);
export type DutyModality = keyof typeof DutyModality;

@Shape('BearerClass', 'All of one class within the jurisdiction of one party.')
export class BearerClass {
  @ChoiceField(() => Bearer, { description: 'Which class' }) of!: Bearer;
  @IdField('party', { description: 'In whose jurisdiction' }) jurisdiction!: string;
}

@OneOfShape('DutyBearer', 'Who owes a duty; exactly one (CLA-02).')
export class DutyBearer {
  @IdField('party', { optional: true, description: 'A party itself' }) party?: string;
  @ShapeField(() => BearerClass, { optional: true, description: 'A class tied to the jurisdiction of a party' })
  everyone?: BearerClass;
  @IdField('employer', { optional: true, description: 'One employer' }) employer?: string;
  @IdField('recruiter', { optional: true, description: 'One recruiter' }) recruiter?: string;
}

export const AnchorAct = choices(
  'AnchorAct',
  {
    SIGNATURE: 'The last signature of the arrangement.',
    ENTRY_INTO_FORCE: 'The entry into force of the arrangement.',
    END: 'The end of the arrangement.',
  },
  'An act of the life of an arrangement, from which a time limit is counted.',
);
export type AnchorAct = keyof typeof AnchorAct;

@OneOfShape('DueAnchor', 'From where a time limit is counted; exactly one.')
export class DueAnchor {
  @PlainDateField({ optional: true, description: 'A day that the text names' }) on?: string;
  @ChoiceField(() => AnchorAct, { optional: true, description: 'A day that follows from the acts on record' })
  act?: AnchorAct;
}

@Shape('DueOnce', 'One occurrence: due so long after its anchor. Its key is once.')
export class DueOnce {
  @ShapeField(() => DueAnchor, { description: 'From where the time limit is counted' }) anchor!: DueAnchor;
}

@Shape(
  'DueRecurring',
  'One occurrence for each period: due so long after the last day of the period. Keys name the period: 2026, 2026-H1.',
)
export class DueRecurring {
  @ShapeField(() => DueAnchor, { description: 'The first day of the first period' }) anchor!: DueAnchor;
  @ShapeField(() => Period, { description: 'Length of each period' }) every!: Period;
}

@Shape('DueOnTrigger', 'One occurrence for each act that sets the clock going: due so long after it.')
export class DueOnTrigger {
  @TextField({ length: 200, description: 'What sets the clock going, in words: a request, an arrival' })
  trigger!: string;
  @IdField('obligation', {
    optional: true,
    description: 'The breach of this duty sets it going, too: it mends that breach',
  })
  breachOf?: string;
}

@Shape(
  'DueContinuously',
  'Owed all the time: one occurrence for each window. A finding to the contrary is a breach at once.',
)
export class DueContinuously {
  @ShapeField(() => DueAnchor, { description: 'The first day of the first window' }) anchor!: DueAnchor;
  @ShapeField(() => Period, { description: 'Length of each window' }) window!: Period;
}

@OneOfShape('DueKind', 'How often a duty falls due; exactly one.')
export class DueKind {
  @ShapeField(() => DueOnce, { optional: true, description: 'A single time' }) once?: DueOnce;
  @ShapeField(() => DueRecurring, { optional: true, description: 'After each period' }) recurring?: DueRecurring;
  @ShapeField(() => DueOnTrigger, { optional: true, description: 'After each act that sets the clock going' })
  onTrigger?: DueOnTrigger;
  @ShapeField(() => DueContinuously, { optional: true, description: 'All the time' }) continuous?: DueContinuously;
}

export const NoSuchDay = choices(
  'NoSuchDay',
  {
    CLAMP: 'The last day of that month.',
    NEXT: 'The first day of the next month.',
    ERROR: 'Nobody has said: there is no due date until someone does.',
  },
  'What counts where the month has no such day: 31 January and one month.',
);
export type NoSuchDay = keyof typeof NoSuchDay;

@Shape('DueRule', 'When a duty falls due. A due date runs to the end of its day in the zone of the duty.')
export class DueRule {
  @ShapeField(() => DueKind, { description: 'How often, and from where the time limit is counted' }) kind!: DueKind;
  @ShapeField(() => Period, { optional: true, description: 'How long after; absent: on that very day' })
  offset?: Period;
  @CodeField(/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/, 'a zone of the time zone database, e.g. Asia/Kathmandu', {
    description: 'In which the days begin and end, e.g. Asia/Kathmandu',
  })
  zone!: string;
  @IdField('calendar', {
    optional: true,
    description:
      'Days are counted as business days of this calendar, and what would end on another day ends on the next business day; absent: calendar days',
  })
  businessDaysOf?: string;
  @ChoiceField(() => NoSuchDay, { description: 'Where the month has no such day' }) rounding!: NoSuchDay;
}

export const BreachBy = choices(
  'BreachBy',
  { TIME: 'When grace and cure have run out.', FINDING: 'When a competent body finds it.' },
  'What makes a breach of a duty that is overdue.',
);
export type BreachBy = keyof typeof BreachBy;

export const ProofLevel = choices(
  'ProofLevel',
  {
    ASSERTED: 'Said by the one bound.',
    CONFIRMED: 'Confirmed by a counterparty.',
    INDEPENDENT: 'Confirmed by inspection, a court, a joint finding or an audit.',
  },
  'How well something is proved, the weakest first (IND-02).',
);
export type ProofLevel = keyof typeof ProofLevel;

@Shape('ProofRequired', 'One kind of proof that is accepted.')
export class ProofRequired {
  @TextField({ length: 100, description: 'Kind of proof, e.g. report, inspection record' }) kind!: string;
  @ChoiceField(() => ProofLevel, { description: 'How well it has to be proved' }) minimum!: ProofLevel;
  @ShapeField(() => Period, { optional: true, description: 'It proves nothing any more so long after the performance' })
  expiresAfter?: Period;
}

export const ParameterAt = choices(
  'ParameterAt',
  {
    START: 'The text that held when the occurrence began.',
    DUE: 'The text that holds when it falls due: an amendment reaches what is still open.',
  },
  'Which text governs an occurrence.',
);
export type ParameterAt = keyof typeof ParameterAt;

@OneOfShape('DutySurvival', 'How long a duty outlives the end of its arrangement; exactly one.')
export class DutySurvival {
  @ShapeField(() => Period, { optional: true, description: 'So long' }) period?: Period;
  @FlagField({ optional: true, description: 'Until it is discharged' }) indefinitely?: boolean;
}

@Shape('ObligationTerms', 'One duty as a text states it: who owes what to whom, by when, and what proves it.')
export class ObligationTerms {
  @ChoiceField(() => DutyModality, { description: 'Whether to act, to refrain, or to be let act' })
  modality!: DutyModality;
  @ShapeField(() => DutyBearer, { list: true, max: 50, description: 'Who owes it' }) bearers!: DutyBearer[];
  @IdField('party', {
    list: true,
    max: 50,
    description: 'To whom it is owed. Their consent, that of all of them, waives or extends it',
  })
  counterparties!: string[];
  @TextField({ list: true, max: 50, length: 200, description: 'Who benefits, as classes: never a person by name' })
  beneficiaries!: string[];
  @TextField({ length: 1000, description: 'What is to be done, or left undone' }) act!: string;
  @TextField({ optional: true, length: 500, description: 'It is owed only while this is on record as being so' })
  condition?: string;
  @IdField('obligation', {
    optional: true,
    list: true,
    max: 20,
    description: 'While one of these applies, this one does not: an exception may itself be defeated by another',
  })
  exceptions?: string[];
  @ShapeField(() => Indicator, {
    optional: true,
    description: 'By what performance is measured; that of the clause unless told',
  })
  metric?: Indicator;
  @ShapeField(() => DueRule, { description: 'When it falls due' }) due!: DueRule;
  @ShapeField(() => Period, { optional: true, description: 'Late within this is overdue, not a breach' })
  grace?: Period;
  @ShapeField(() => Period, { optional: true, description: 'After grace, time to mend' }) cure?: Period;
  @ShapeField(() => Period, { optional: true, description: 'How long before the due date it is at risk' })
  lead?: Period;
  @ChoiceField(() => BreachBy, { description: 'What makes it a breach' }) breachBy!: BreachBy;
  @ShapeField(() => ProofRequired, {
    list: true,
    max: 20,
    description: 'Any of these proves it. Empty: any kind, and the word of the one bound',
  })
  evidence!: ProofRequired[];
  @IdField('obligation', {
    optional: true,
    list: true,
    max: 20,
    description: 'Duties that have to be done first: while one of them is late, this one is at risk',
  })
  requires?: string[];
  @IdField('obligation', { optional: true, description: 'The duty that a breach of this one brings about' })
  onBreach?: string;
  @ShapeField(() => DutySurvival, { optional: true, description: 'absent: as the final clauses say' })
  survives?: DutySurvival;
  @ChoiceField(() => ParameterAt, { description: 'Which text governs an occurrence' }) parameterAt!: ParameterAt;
}

/** The terms with the measure of the clause, where they name none. */
export const withMeasure = (terms: ObligationTerms, metric: Indicator | undefined): ObligationTerms =>
  terms.metric || !metric ? terms : { ...terms, metric };

/** IND-09: a threshold is that of the clause, unless a decision sets another. */
export function checkMeasure({ metric }: ObligationTerms, own: Indicator | undefined): Refusal | undefined {
  if (!metric || !own) return undefined;
  const isSame =
    metric.metric === own.metric &&
    metric.unit === own.unit &&
    metric.comparator === own.comparator &&
    metric.threshold === own.threshold &&
    metric.period === own.period;
  return isSame
    ? undefined
    : refuse(
        'IND-09',
        'THRESHOLD_NOT_OF_CLAUSE',
        `The clause measures ${inWordsOf(own)}, not ${inWordsOf(metric)}: leave the measure out, or revise the duty by a decision.`,
        { clause: inWordsOf(own), given: inWordsOf(metric) },
      );
}

const inWordsOf = ({ metric, comparator, threshold, unit, period }: Indicator) =>
  `${metric} ${comparator} ${threshold} ${unit} by ${period}`;
