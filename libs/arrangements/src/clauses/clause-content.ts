import {
  ChoiceField,
  choices,
  CodeField,
  FlagField,
  IdField,
  KeyField,
  LocalizedText,
  NumberField,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { ClauseCode } from './clause-code.js';

export const Modality = choices(
  'Modality',
  {
    SHALL: 'A duty.',
    SHOULD: 'A recommendation.',
    ENDEAVOURS: 'A promise to try.',
    REFERS_TO_NATIONAL_LAW: 'Leaves it to national law.',
    NOT_CODED: 'The coder did not say.',
  },
  'How strongly a clause binds.',
);
export type Modality = keyof typeof Modality;

export const Bearer = choices(
  'Bearer',
  {
    ORIGIN: 'The state of origin.',
    DESTINATION: 'The state of destination.',
    EMPLOYER: 'Employers in the destination.',
    RECRUITER: 'Recruiters.',
    PROVIDER: 'Training providers.',
    JOINT_COMMITTEE: 'The joint committee.',
  },
  'Who owes what a clause promises (CLA-02).',
);
export type Bearer = keyof typeof Bearer;

export const Answer = choices(
  'ClauseAnswer',
  {
    PRESENT: 'The text says it.',
    SILENT: 'The text was read and says nothing of it.',
    INCONCLUSIVE: 'The coder could not tell.',
    NOT_APPLICABLE: 'It cannot apply to this arrangement.',
  },
  'What coding found. Silent is not the same as not coded (CLA-05).',
);
export type Answer = keyof typeof Answer;

export const CodedFrom = choices('CodedFrom', {
  TEXT: 'From the text itself.',
  SECONDARY_SOURCE: 'From what a source says of the text (ARR-24).',
});
export type CodedFrom = keyof typeof CodedFrom;

export const Severity = choices(
  'Severity',
  { LOW: 'Low.', MEDIUM: 'Medium.', HIGH: 'High.', CRITICAL: 'Critical: it raises an alarm at once.' },
  'How grave a breach is.',
);
export type Severity = keyof typeof Severity;

export const Comparator = choices(
  'Comparator',
  {
    AT_LEAST: 'The value is at least the threshold.',
    AT_MOST: 'The value is at most the threshold.',
    EQUAL: 'The value equals the threshold.',
  },
  'How a value is held against its threshold.',
);
export type Comparator = keyof typeof Comparator;

export const ClauseElement = choices(
  'ClauseElement',
  {
    AUDITOR: 'Who checks.',
    ACCESS: 'That whoever checks may enter and see.',
    NOTICE: 'Notice, or its absence, before a check.',
    FREQUENCY: 'How often.',
    REPORT: 'That a report is made.',
    PUBLICATION: 'That it is published.',
    NON_RETALIATION: 'That nobody suffers for speaking.',
    REMEDY: 'What makes good a breach.',
    DISPUTE: 'How a dispute about it is settled.',
    SURVIVAL: 'That it outlives the end.',
  },
  'What a clause has to say beside the duty, so that the duty can be held to.',
);
export type ClauseElement = keyof typeof ClauseElement;

export const Proof = choices(
  'ProofStandard',
  {
    ASSERTED: 'Whoever owes it says so.',
    CONFIRMED: 'The other side confirms it.',
    INDEPENDENT: 'A third one, such as an inspectorate, finds it.',
  },
  'The least proof of performance that a clause asks for, the weakest first.',
);
export type Proof = keyof typeof Proof;

export const BreachRule = choices(
  'BreachRule',
  {
    BY_FINDING: 'When a competent body has found so.',
    BY_TIME: 'When the time has passed, without anybody finding so.',
  },
  'When a duty that was not kept counts as broken, the weaker first.',
);
export type BreachRule = keyof typeof BreachRule;

export const MappingRelation = choices(
  'MappingRelation',
  {
    EQUAL_TO: 'It says the same.',
    EQUIVALENT_TO: 'It says as much in other words.',
    SUPERSET_OF: 'It says more.',
    SUBSET_OF: 'It says a part of it.',
    INTERSECTS_WITH: 'It says a part of it, and other things.',
    NO_RELATIONSHIP: 'It is about something else.',
  },
  'How what a clause says relates to an element of a profile.',
);
export type MappingRelation = keyof typeof MappingRelation;

@Shape('ElementMapping', 'A clause was read beside one element of a reference profile.')
export class ElementMapping {
  @IdField('profile', { description: 'The profile' }) profile!: string;
  @KeyField({ description: 'Name of the element within the profile' }) element!: string;
  @ChoiceField(() => MappingRelation, { description: 'Of the clause to the element' }) relation!: MappingRelation;
}

@Shape('ClauseParameter', 'A value that the text sets: a number, yes or no, or a set; exactly one of them.')
export class ClauseParameter {
  @KeyField({ description: 'As the catalogue names it, e.g. notice-period' }) name!: string;
  @NumberField({ optional: true }) number?: number;
  @TextField({ optional: true, length: 50, description: 'Of the number, e.g. days' }) unit?: string;
  @FlagField({ optional: true, description: 'Whether the text grants it' }) flag?: boolean;
  @TextField({ optional: true, list: true, max: 50, length: 100, description: 'The members of a set' })
  members?: string[];
}

@Shape('Indicator', 'By what a duty is measured (CLA-06).')
export class Indicator {
  @TextField({ length: 300, description: 'What is measured, e.g. workers paid in full by the due day' })
  metric!: string;
  @TextField({ length: 50, description: 'E.g. percent, days, EUR' }) unit!: string;
  @ChoiceField(() => Comparator, { description: 'How the value is held against the threshold' })
  comparator!: Comparator;
  @NumberField({ description: 'In the unit' }) threshold!: number;
  @TextField({ length: 50, description: 'Over which period, e.g. year, cohort, inspection' }) period!: string;
}

@Shape('ConventionReference', 'An article of a convention or protocol of the ILO.')
export class ConventionReference {
  @CodeField(/^[CP]\d{3}$/, 'the number of an ILO convention or protocol, e.g. C097 or P029', {
    description: 'Its number, e.g. C097 or P029',
  })
  convention!: string;
  @TextField({ length: 50, description: 'Article and paragraph, e.g. 6(1)(b)' }) article!: string;
}

@Shape('HeldBack', 'A text that is not public: its digest proves later which text it was.')
export class HeldBack {
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', { description: 'SHA-256 of its bytes' })
  digest!: string;
  @TextField({ optional: true, length: 500, description: 'Who holds it back, and why' }) why?: string;
}

@Shape('ClauseContent', 'What coding found on one matter of the taxonomy.')
export class ClauseContent {
  @ChoiceField(() => ClauseCode) code!: ClauseCode;
  @ChoiceField(() => Answer) answer!: Answer;
  @ChoiceField(() => CodedFrom) codedFrom!: CodedFrom;
  @ChoiceField(() => Modality) modality!: Modality;
  @ChoiceField(() => Bearer, { list: true }) bearers!: Bearer[];

  @FlagField({
    optional: true,
    description: 'The bearers are those usual for this matter; the source does not name them',
  })
  bearersAreUsual?: boolean;

  @TextField({ optional: true, length: 200, description: 'Article and paragraph' }) locator?: string;
  @ShapeField(() => LocalizedText, { optional: true, list: true, description: 'The exact text, by language' })
  text?: LocalizedText[];
  @TextField({ optional: true, length: 500, description: 'Who benefits' }) beneficiaries?: string;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'What a source says of it, in words' })
  summary?: string;
  @IdField('arrangement', { optional: true, description: 'The arrangement that it refers to, if another' })
  refersTo?: string;

  @ShapeField(() => HeldBack, { optional: true, description: 'In place of the text, where it is not public' })
  heldBack?: HeldBack;
  @ShapeField(() => Indicator, { optional: true, description: 'absent: the duty is unmeasured' }) indicator?: Indicator;
  @ShapeField(() => ConventionReference, {
    optional: true,
    list: true,
    description: 'Articles of ILO conventions to which it refers (CLA-07)',
  })
  conventions?: ConventionReference[];
  @ChoiceField(() => Severity, { optional: true, description: 'Of a breach; that of the taxonomy unless told' })
  severity?: Severity;

  @ShapeField(() => ElementMapping, {
    optional: true,
    list: true,
    max: 50,
    description: 'Elements of reference profiles that it was read beside',
  })
  maps?: ElementMapping[];
  @ShapeField(() => ClauseParameter, { optional: true, list: true, max: 50, description: 'Values that it sets' })
  parameters?: ClauseParameter[];
  @ChoiceField(() => ClauseElement, { optional: true, list: true, description: 'What it says beside the duty' })
  elements?: ClauseElement[];
  @ChoiceField(() => Proof, { optional: true, description: 'The least proof that it asks for' }) proof?: Proof;
  @ChoiceField(() => BreachRule, { optional: true, description: 'When it counts as broken' }) breach?: BreachRule;
}
