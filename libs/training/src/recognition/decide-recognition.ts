import {
  before,
  ChoiceField,
  chosen,
  type Context,
  CountField,
  event,
  KeyField,
  IdField,
  latest,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  Role,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { firstDecisions, on, type Recognition } from './recognition.js';
import { checkConcerned } from './request-recognition.js';
import { AppealRoute, BridgingRoute, DecisionTerm, RecognitionOutcome } from './terms.js';

@InputType({ description: 'What the competent authority decided on so many of the persons of a request.' })
export class DecideRecognition {
  @IdField('recognition', { description: 'The request' }) recognition!: string;
  @KeyField({ description: 'Short name of the decision within the request' }) decision!: string;
  @ChoiceField(() => RecognitionOutcome, { description: 'Full, partial, refused or lapsed' })
  outcome!: RecognitionOutcome;
  @CountField({ min: 1, description: 'For how many persons' }) number!: number;
  @PartialDateField({ description: 'When it was decided' }) on!: string;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'Of a partial one: what is missing' })
  gap?: string;
  @ShapeField(() => BridgingRoute, {
    optional: true,
    list: true,
    description: 'Of a partial one: how to make up for it',
  })
  bridging?: BridgingRoute[];
  @TextField({ sealed: true, optional: true, length: 1000, description: 'Of a refusal: why' }) reasons?: string;
  @ShapeField(() => AppealRoute, { optional: true, description: 'Of a refusal: where to appeal' })
  appealTo?: AppealRoute;
  @KeyField({ optional: true, description: 'The decision that it takes the place of, after an appeal' })
  onAppealFrom?: string;
  @ChoiceField(() => DecisionTerm, {
    list: true,
    description: 'What the decision owes and, by the source, does not give',
  })
  notStated!: DecisionTerm[];
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

const WORDS: Record<RecognitionOutcome, string> = {
  FULL: 'recognised',
  PARTIAL: 'recognised in part',
  REFUSED: 'refused',
  LAPSED: 'lapsed',
};

export const recognitionDecided = event(
  'RecognitionDecided',
  DecideRecognition,
  (d) => `${d.number} ${WORDS[d.outcome]} on ${d.on}${d.onAppealFrom ? `, on appeal from ${d.onAppealFrom}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const decideRecognition = on(DecideRecognition, {
  describes: 'Records how a request for recognition came out, for all its persons or for some (REC-01, REC-04).',
  records: [recognitionDecided],
  mandate: registrars(),
  decide: (data, recognition, context) =>
    checkConcerned(recognition, context, true) ??
    checkNew(data, recognition) ??
    checkNumber(data, recognition) ??
    checkOwes(data, context) ??
    recognitionDecided(data),
  evolve: {
    RecognitionDecided: (recognition, { recognition: _, ...decision }, { seq }) => ({
      ...recognition,
      decisions: [...recognition.decisions, { ...decision, seq }],
    }),
  },
});

function checkNew(data: DecideRecognition, { decisions, requestedOn }: Recognition): Refusal | undefined {
  if (decisions.some(({ decision }) => decision === data.decision))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already a decision ${data.decision}; another needs another name.`,
      {
        decision: data.decision,
      },
    );
  return before(data.on, requestedOn)
    ? refuse(
        'REC-01',
        'DECIDED_BEFORE_REQUEST',
        `It was requested on ${requestedOn}, and cannot be decided on ${data.on}.`,
        {
          on: data.on,
          requestedOn,
        },
      )
    : undefined;
}

/** REC-01: no more are decided on than asked, or than appealed. */
function checkNumber(data: DecideRecognition, recognition: Recognition): Refusal | undefined {
  const { onAppealFrom } = data;
  const sum = (counted: readonly { number: number }[]) => counted.reduce((total, { number }) => total + number, 0);
  const appealed = recognition.appeals.filter(
    ({ decision, on: filedOn }) => decision === onAppealFrom && latest(filedOn) <= latest(data.on),
  );
  const open =
    onAppealFrom === undefined
      ? recognition.number - sum(firstDecisions(recognition))
      : sum(appealed) - sum(recognition.decisions.filter((decision) => decision.onAppealFrom === onAppealFrom));
  return data.number > open
    ? refuse(
        'REC-01',
        'MORE_DECIDED_THAN_ASKED',
        onAppealFrom === undefined
          ? `${data.number} are decided on, but only ${open} of ${recognition.number} are open.`
          : `${data.number} are decided on appeal from ${onAppealFrom}, but only ${open} appeals against it are open.`,
        { number: data.number, open },
      )
    : undefined;
}

/** What each outcome owes to those it concerns. */
const OWES: Record<RecognitionOutcome, readonly DecisionTerm[]> = {
  FULL: [],
  PARTIAL: ['GAP', 'BRIDGING'],
  REFUSED: ['REASONS', 'APPEAL'],
  LAPSED: [],
};

/**
 * REC-01: a partial recognition names the gap and a way to bridge it. REC-04: a refusal has reasons and a way to appeal. An
 * authority that records its own decision gives them; what another's decision lacked is on record as lacking.
 */
function checkOwes(data: DecideRecognition, { actor }: Context): Refusal | undefined {
  const { gap, bridging = [], reasons, appealTo, outcome, notStated } = data;
  const isGiven: Record<DecisionTerm, boolean> = {
    GAP: gap !== undefined,
    BRIDGING: bridging.length > 0,
    REASONS: reasons !== undefined,
    APPEAL: appealTo !== undefined && chosen(appealTo.body) !== undefined,
  };
  const both = notStated.filter((term) => isGiven[term] || !OWES[outcome].includes(term));
  if (both.length > 0)
    return refuse(
      'REC-01',
      'DECISION_CONTRADICTS',
      `Listed as not stated, and yet given or not owed: ${both.join(', ')}.`,
      { terms: both },
    );
  const own = actor.role === Role.GOVERNMENT;
  const missing = OWES[outcome].filter((term) => !isGiven[term] && (own || !notStated.includes(term)));
  if (missing.length === 0) return undefined;
  const remedy = own ? 'An authority gives them.' : 'Where the decision did not give them, list them in notStated.';
  return outcome === 'REFUSED'
    ? refuse(
        'REC-04',
        'REFUSAL_INCOMPLETE',
        `A refusal needs reasons and a way to appeal; lacking: ${missing.join(', ')}. ${remedy}`,
        {
          missing,
        },
      )
    : refuse(
        'REC-01',
        'GAP_NOT_NAMED',
        `A partial recognition names the gap and how to bridge it; lacking: ${missing.join(', ')}. ${remedy}`,
        {
          missing,
        },
      );
}
