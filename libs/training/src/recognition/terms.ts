import {
  ChoiceField,
  choices,
  CountField,
  FlagField,
  IdField,
  OneOfShape,
  type PartialDate,
  PlainDateField,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { Period } from '#arrangements';
import { TrainingBody } from '../terms.js';

export const RecognitionKind = choices(
  'RecognitionKind',
  {
    QUALIFICATION: 'A diploma, certificate or licence got elsewhere.',
    PRIOR_LEARNING: 'What people can do, wherever they learned it.',
    CERTIFICATE_OF_SKILLS: 'A certificate that one side issues and the other verifies (REC-03).',
  },
  'What is to be recognised.',
);
export type RecognitionKind = keyof typeof RecognitionKind;

export const RecognitionOutcome = choices(
  'RecognitionOutcome',
  {
    FULL: 'Recognised, or verified, in full.',
    PARTIAL: 'Recognised in part: what is missing is named, and how to make up for it.',
    REFUSED: 'Not recognised, with reasons and a way to appeal.',
    LAPSED: 'Withdrawn or given up before anything was decided.',
  },
  'How a request for recognition came out (REC-01).',
);
export type RecognitionOutcome = keyof typeof RecognitionOutcome;

export const RequestTerm = choices(
  'RequestTerm',
  { AUTHORITY: 'Who decides.', DEADLINE: 'By when it is decided.' },
  'What a request states, or is on record as not stating (REC-01).',
);
export type RequestTerm = keyof typeof RequestTerm;

export const DecisionTerm = choices(
  'DecisionTerm',
  {
    GAP: 'What is missing.',
    BRIDGING: 'How to make up for it.',
    REASONS: 'Why it was refused.',
    APPEAL: 'Where to appeal.',
  },
  'What a decision owes to those it concerns, or is on record as not giving (REC-01, REC-04).',
);
export type DecisionTerm = keyof typeof DecisionTerm;

export const BridgingKind = choices(
  'BridgingKind',
  {
    COURSE: 'A course.',
    EXAMINATION: 'An examination.',
    SUPERVISED_PRACTICE: 'Practice under supervision.',
    LANGUAGE: 'A test or course of language.',
    OTHER: 'Another way, told in words.',
  },
  'A way to full recognition.',
);
export type BridgingKind = keyof typeof BridgingKind;

export const RecognitionStatus = choices(
  'RecognitionStatus',
  {
    PENDING: 'Not all are decided, and there is time.',
    OVERDUE: 'The time limit has passed, and not all are decided.',
    NO_DEADLINE: 'Not all are decided, and no time limit is on record.',
    DECIDED_IN_TIME: 'All are decided, the last within the time limit.',
    DECIDED_LATE: 'All are decided, the last after the time limit.',
    DECIDED: 'All are decided; no time limit is on record, or dates are too coarse to hold against it (GEN-08).',
  },
  'Where a request for recognition stands on a day. Derived, never entered.',
);
export type RecognitionStatus = keyof typeof RecognitionStatus;

@OneOfShape('DecisionDeadline', 'By when a request is decided: exactly one.')
export class DecisionDeadline {
  @PlainDateField({ optional: true, description: 'The last day' }) by?: string;
  @ShapeField(() => Period, { optional: true, description: 'Counted from the day of the request' }) within?: Period;
}

@Shape('BridgingRoute', 'How those who are recognised in part come to full recognition (REC-01).')
export class BridgingRoute {
  @ChoiceField(() => BridgingKind, { description: 'A course, an examination, practice, language' })
  kind!: BridgingKind;
  @TextField({ length: 500, description: 'What is to be done' }) what!: string;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who offers it' }) provider?: TrainingBody;
  @CountField({ optional: true, description: 'How long it takes, in months' }) months?: number;
  @FlagField({ optional: true, description: 'It costs the worker nothing' }) freeToWorker?: boolean;
}

@Shape('RecognitionAppealRoute', 'Where and until when a refusal is appealed against (REC-04).')
export class AppealRoute {
  @ShapeField(() => TrainingBody, { description: 'Who hears the appeal' }) body!: TrainingBody;
  @CountField({ optional: true, description: 'Days from the decision within which to appeal' }) withinDays?: number;
}

@Shape('RecognitionParties', 'Whose qualification it is, and who is to recognise it.')
export class RecognitionParties {
  @IdField('party', { description: 'Where it was got' }) origin!: string;
  @IdField('party', { description: 'Where it is to be recognised' }) host!: string;
}

/** A decision on so many of the persons of a request. */
export interface Decision {
  seq: number;
  decision: string;
  outcome: RecognitionOutcome;
  number: number;
  on: PartialDate;
  gap?: string;
  bridging?: BridgingRoute[];
  reasons?: string;
  appealTo?: AppealRoute;
  /** The decision that it takes the place of, for so many. */
  onAppealFrom?: string;
  notStated: DecisionTerm[];
  note?: string;
}

export interface Appeal {
  seq: number;
  decision: string;
  number: number;
  on: PartialDate;
  note?: string;
}
