import { ChoiceField, choices, FlagField, IdField, LocalizedText, Shape, ShapeField, TextField } from '#kernel';
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
}
