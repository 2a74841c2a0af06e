import {
  ChoiceField,
  choices,
  CodeField,
  FlagField,
  IdField,
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
}
