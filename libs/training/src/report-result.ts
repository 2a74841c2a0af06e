import {
  anySpeaker,
  boundsOf,
  checkAmong,
  ChoiceField,
  chosen,
  type Context,
  earliest,
  event,
  IdField,
  latest,
  NumberField,
  type PartialDate,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Commitment, on, type Result, stagesBefore } from './commitment.js';
import {
  bodyInWords,
  QualifierField,
  ResultStage,
  sameBody,
  Standing,
  Track,
  TrainingBody,
  TrainingUnit,
} from './terms.js';

@InputType({
  description: 'How many had come how far by a date: a total since the beginning of the commitment, not an increment.',
})
export class ReportResult {
  @IdField('training') training!: string;
  @ChoiceField(() => ResultStage) stage!: ResultStage;
  @NumberField({ min: 0 }) number!: number;
  @QualifierField() qualifier?: Qualifier;
  @ChoiceField(() => TrainingUnit, { optional: true, description: 'PERSONS unless told' }) unit?: TrainingUnit;
  @TextField({ optional: true, length: 300, description: 'Of what a percentage is taken' }) of?: string;
  @ChoiceField(() => Track) track!: Track;
  @PartialDateField({ optional: true, description: 'The date as of which it was so' }) by?: string;
  @ChoiceField(() => Standing) standing!: Standing;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who verified it; absent: whom the actor speaks for' })
  verifiedBy?: TrainingBody;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const resultReported = event(
  'ResultReported',
  ReportResult,
  (d) =>
    `${d.standing === 'VERIFIED' ? 'Verified' : 'Claimed'}: ${d.number} ${d.unit === 'PERCENT' ? 'per cent ' : ''}${WORDS[d.stage]}${d.by ? ` by ${d.by}` : ''}`,
  { effective: (d) => ({ from: d.by }) },
);

const WORDS: Record<ResultStage, string> = {
  ENROLLED: 'enrolled',
  COMPLETED: 'completed',
  CERTIFIED: 'certified',
  RECOGNISED: 'recognised',
  PLACED_HOME: 'placed at home',
  PLACED_AWAY: 'placed away',
  MIGRATED: 'migrated',
};

export const reportResult = on(ReportResult, {
  describes: 'Reports how far trainees came, as a claim or as verified by another than the bearer.',
  records: [resultReported],
  mandate: anySpeaker,
  decide: (data, commitment, context) =>
    checkNumber(data) ??
    checkVerified(data, commitment, context) ??
    checkOrder(data, commitment) ??
    resultReported(data),
  evolve: {
    ResultReported: (commitment, { training: _id, unit, ...stated }, { seq, recordedAt }) => ({
      ...commitment,
      results: [
        ...commitment.results,
        { ...stated, unit: unit ?? 'PERSONS', seq, recordedOn: recordedAt.slice(0, 10) },
      ],
    }),
  },
});

function checkNumber({ number, unit = 'PERSONS' }: ReportResult): Refusal | undefined {
  return (unit === 'PERSONS' ? Number.isInteger(number) : number <= 100)
    ? undefined
    : refuse('TRN-03', 'NUMBER_INVALID', `Persons are whole, and a share is at most 100 per cent; not ${number}.`, {
        number,
        unit,
      });
}

/** GEN-09: nobody verifies what it promised itself; GEN-10: a government records its own findings only. */
function checkVerified(
  { standing, verifiedBy }: ReportResult,
  { bearer }: Commitment,
  { actor }: Context,
): Refusal | undefined {
  if (standing === 'CLAIMED') return undefined;
  const own: TrainingBody | undefined = actor.onBehalfOf === undefined ? undefined : { party: actor.onBehalfOf };
  const by = verifiedBy && chosen(verifiedBy) && !verifiedBy.toBeNamed ? verifiedBy : own;
  if (!by) return refuse('GEN-09', 'VERIFIER_MISSING', 'Verified is what someone verified: name who did.');
  if (bearer && [by, own].some((body) => body && sameBody(body, bearer)))
    return refuse(
      'GEN-09',
      'SELF_VERIFIED',
      `${bodyInWords(bearer)} bears this commitment: what it reports on it is a claim, and another verifies it.`,
      {
        bearer: bodyInWords(bearer),
      },
    );
  return by.party === undefined ? undefined : checkAmong(actor, [by.party]);
}

/** TRN-03: along the chain the counts fall, as far as dates and numbers tell; claims are held against claims. */
function checkOrder(
  data: ReportResult,
  { results, placementBeforeCertificate: early }: Commitment,
): Refusal | undefined {
  if (data.unit === 'PERCENT') return undefined;
  for (const other of results) {
    if (
      other.unit !== 'PERSONS' ||
      other.track !== data.track ||
      other.standing !== data.standing ||
      isRestated(other, results)
    )
      continue;
    if (stagesBefore(data.stage, early).includes(other.stage) && isNotLater(data.by, other.by) && exceeds(data, other))
      return wrongOrder(data, other, other);
    if (stagesBefore(other.stage, early).includes(data.stage) && isNotLater(other.by, data.by) && exceeds(other, data))
      return wrongOrder(other, data, other);
  }
  return undefined;
}

type Count = Pick<ReportResult, 'stage' | 'number' | 'qualifier' | 'by'>;

/** A total never falls, so an earlier stage at the same or a later date bounds a later stage. */
const isNotLater = (a: PartialDate | undefined, b: PartialDate | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && latest(a) <= earliest(b));

const exceeds = (later: Count, earlier: Count): boolean =>
  boundsOf(later.number, later.qualifier).least > boundsOf(earlier.number, earlier.qualifier).most;

const isRestated = (result: Result, results: readonly Result[]): boolean =>
  results.some(
    (other) =>
      other.seq > result.seq &&
      other.stage === result.stage &&
      other.track === result.track &&
      other.standing === result.standing &&
      other.by === result.by,
  );

const wrongOrder = (later: Count, earlier: Count, standing: Result): Refusal =>
  refuse(
    'TRN-03',
    'COUNT_ORDER',
    `${later.number} ${WORDS[later.stage]} cannot be: only ${earlier.number} ${WORDS[earlier.stage]}${earlier.by ? ` by ${earlier.by}` : ''}.`,
    {
      stage: later.stage,
      number: later.number,
      earlierStage: earlier.stage,
      earlierNumber: earlier.number,
      standsAt: standing.seq,
    },
  );
