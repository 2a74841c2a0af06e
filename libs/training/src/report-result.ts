import {
  addsOptional,
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
import { countedResults } from './counts.js';
import {
  bodyInWords,
  BreakdownCount,
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
  @ShapeField(() => BreakdownCount, {
    optional: true,
    list: true,
    description: 'The number by sex and age; those who did not tell are counted as UNDISCLOSED (TRN-04)',
  })
  breakdown?: BreakdownCount[];
}

export const resultReported = event(
  'ResultReported',
  ReportResult,
  (d) =>
    `${d.standing === 'VERIFIED' ? 'Verified' : 'Claimed'}: ${d.number} ${d.unit === 'PERCENT' ? 'per cent ' : ''}${WORDS[d.stage]}${d.by ? ` by ${d.by}` : ''}`,
  { effective: (d) => ({ from: d.by }), upcasts: [addsOptional] },
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
    checkBreakdown(data) ??
    checkVerified(data, commitment, context) ??
    checkOrder(data, commitment) ??
    checkOnce(data, commitment) ??
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

/** TRN-04: the classes add up to the total, each told once; who did not tell is a class of its own. */
export function checkBreakdown({
  number,
  qualifier,
  unit,
  breakdown,
}: Pick<ReportResult, 'number' | 'qualifier' | 'unit' | 'breakdown'>): Refusal | undefined {
  if (!breakdown) return undefined;
  if (unit === 'PERCENT')
    return refuse('TRN-04', 'BREAKDOWN_MISMATCH', 'A share is not broken down: report persons by sex and age.', {
      number,
    });
  const classes = breakdown.map(({ sex, ageBand }) => `${sex} ${ageBand}`);
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice)
    return refuse('TRN-04', 'BREAKDOWN_MISMATCH', `${twice} is counted twice: tell each class of sex and age once.`, {
      class: twice,
    });
  const sum = breakdown.reduce((total, cell) => total + cell.number, 0);
  const { least, most } = boundsOf(number, qualifier);
  return sum < least || sum > most
    ? refuse(
        'TRN-04',
        'BREAKDOWN_MISMATCH',
        `The classes add up to ${sum}, not to ${number}: count those who did not tell as UNDISCLOSED.`,
        { sum, number },
      )
    : undefined;
}

/** GEN-09: nobody verifies what it promised itself; GEN-10: a government records its own findings only. */
export function checkVerified(
  { standing, verifiedBy }: Pick<ReportResult, 'standing' | 'verifiedBy'>,
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
function checkOrder(data: ReportResult, commitment: Commitment): Refusal | undefined {
  if (data.unit === 'PERCENT') return undefined;
  const early = commitment.placementBeforeCertificate;
  const results = countedResults(commitment);
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

/** TRN-05: nobody counts on two tracks, so by one date home and away together are no more than the whole. */
function checkOnce(data: ReportResult, { results }: Commitment): Refusal | undefined {
  if (data.unit === 'PERCENT') return undefined;
  const told = new Map<Track, Count>(
    results
      .filter(
        ({ stage, standing, by, unit }) =>
          unit === 'PERSONS' && stage === data.stage && standing === data.standing && by === data.by,
      )
      .map((result) => [result.track, result]),
  ).set(data.track, data);
  const [whole, home, away] = [told.get('HOME_AND_AWAY'), told.get('HOME'), told.get('AWAY')];
  if (!whole || !home || !away) return undefined;
  const least = boundsOf(home.number, home.qualifier).least + boundsOf(away.number, away.qualifier).least;
  return least > boundsOf(whole.number, whole.qualifier).most
    ? refuse(
        'TRN-05',
        'COUNTED_TWICE',
        `${home.number} at home and ${away.number} away are more than ${whole.number} in all: a trainee counts on one track at a time.`,
        { home: home.number, away: away.number, whole: whole.number },
      )
    : undefined;
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
