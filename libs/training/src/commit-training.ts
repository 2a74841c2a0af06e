import { type Arrangement, arrangementDecider, consentingParties, isIscoCode } from '#arrangements';
import {
  addsOptional,
  checkAmong,
  ChoiceField,
  chosen,
  CodeField,
  type Context,
  event,
  FlagField,
  IdField,
  NumberField,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  registrars,
  Role,
  ShapeField,
  TextField,
} from '#kernel';
import { partyDecider } from '#parties';
import { InputType } from '@nestjs/graphql';
import { fundingGap, opens, type Pledge } from './commitment.js';
import {
  bodyInWords,
  CommitmentTerm,
  FocusGroup,
  Funder,
  Money,
  Qualification,
  QualifierField,
  ResultStage,
  Track,
  TrackSplit,
  TrainingBody,
  TrainingCorridor,
  TrainingUnit,
  WorkerCost,
  YouthAge,
} from './terms.js';

@InputType({
  description: 'A promise to train people under an arrangement: who, how many, for what, by when, at whose cost.',
})
export class CommitTraining {
  @IdField('training') training!: string;
  @IdField('arrangement') arrangement!: string;
  @TextField({ length: 1000, description: 'What is promised, in words' }) what!: string;
  @ChoiceField(() => Track) track!: Track;
  @NumberField({ optional: true, min: 0 }) number?: number;
  @QualifierField() qualifier?: Qualifier;
  @ChoiceField(() => TrainingUnit, { optional: true, description: 'PERSONS unless told' }) unit?: TrainingUnit;
  @ShapeField(() => TrackSplit, { optional: true }) split?: TrackSplit;
  @TextField({ optional: true, length: 500, description: 'How the number falls on the tracks, where a rule says so' })
  splitRule?: string;
  @ShapeField(() => Qualification, { optional: true }) qualification?: Qualification;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who promises' }) bearer?: TrainingBody;
  @IdField('party', { optional: true, description: 'To whom it is promised' }) beneficiary?: string;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who trains' }) provider?: TrainingBody;
  @ShapeField(() => Funder, { list: true }) funders!: Funder[];
  @ShapeField(() => Money, { optional: true, description: 'What it costs in all' }) budget?: Money;
  @PartialDateField({ optional: true, description: 'Last day on which it is delivered on time' }) dueOn?: string;

  @ChoiceField(() => ResultStage, {
    optional: true,
    description: 'The stage at which a person counts as delivered; COMPLETED unless told',
  })
  measure?: ResultStage;

  @FlagField({ optional: true, description: 'The text lets people be placed before they are certified' })
  placementBeforeCertificate?: boolean;
  @ChoiceField(() => FocusGroup, { list: true }) focusGroups!: FocusGroup[];
  @NumberField({ optional: true, min: 0, most: 100, description: 'Least share of women, in per cent' })
  womenSharePercent?: number;
  @ChoiceField(() => CommitmentTerm, { list: true, description: 'What the source does not state' })
  notStated!: CommitmentTerm[];
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
  @NumberField({ optional: true, min: 0, most: 100, description: 'Least share of young people, in per cent' })
  youthSharePercent?: number;
  @ChoiceField(() => YouthAge, { optional: true, description: 'Whom it calls young; UP_TO_24 unless told' })
  youthUpTo?: YouthAge;
  @ShapeField(() => TrainingCorridor, { optional: true, description: 'Between which two parties, where it is for two' })
  corridor?: TrainingCorridor;
  @CodeField(/^([1-9]|1[0-7])\.(\d{1,2}|[a-d])$/, 'a target of the Sustainable Development Goals, e.g. 4.4', {
    optional: true,
    list: true,
    description: 'Targets of the Sustainable Development Goals that it serves, e.g. 4.4',
  })
  sdgTargets?: string[];
  @CodeField(/^([1-9]|1\d|2[0-3])$/, 'the number of an objective of the Global Compact for Migration, 1 to 23', {
    optional: true,
    list: true,
    description: 'Objectives of the Global Compact for Migration that it serves, 1 to 23',
  })
  compactObjectives?: string[];
  @FlagField({ optional: true, description: 'The text says that the training costs the worker nothing (TRN-12)' })
  freeToWorker?: boolean;
  @ShapeField(() => WorkerCost, { optional: true, list: true, description: 'What of the cost lies on the worker' })
  workerCosts?: WorkerCost[];
}

export const trainingCommitted = event(
  'TrainingCommitted',
  CommitTraining,
  (d) =>
    `Training promised${d.bearer ? ` by ${bodyInWords(d.bearer)}` : ''}: ${d.what}${d.number === undefined ? '' : `, ${d.number} ${(d.unit ?? 'PERSONS').toLowerCase()}`}${d.dueOn ? `, by ${d.dueOn}` : ''}`,
  { upcasts: [addsOptional] },
);

export const commitTraining = opens(CommitTraining, {
  describes: 'Records a commitment to train people, with what it states and what it leaves open.',
  records: [trainingCommitted],
  mandate: registrars(),
  reads: (data) => [data.arrangement, ...partiesOf(data)],
  decide: (data, _, context) =>
    checkParties(data, context) ??
    checkComplete(data, context) ??
    checkPledge({ ...data, unit: data.unit ?? 'PERSONS' }) ??
    checkQualification(data.qualification) ??
    checkFunding(data.funders) ??
    trainingCommitted(data),
  evolve: {
    TrainingCommitted: (_, d, { seq }) => {
      const {
        training: _id,
        number,
        qualifier,
        track,
        split,
        splitRule,
        dueOn,
        unit,
        measure,
        placementBeforeCertificate,
        ...stated
      } = d;
      return {
        ...stated,
        seq,
        unit: unit ?? 'PERSONS',
        measure: measure ?? 'COMPLETED',
        placementBeforeCertificate: placementBeforeCertificate ?? false,
        pledges: [{ seq, value: { number, qualifier, track, split, splitRule, dueOn } }],
        results: [],
        switches: [],
        outcomes: [],
      };
    },
  },
});

const bodiesOf = ({ bearer, provider, funders }: CommitTraining): TrainingBody[] =>
  [bearer, provider, ...funders.map((funder) => funder.body)].filter((body) => body !== undefined);

const partiesOf = (data: CommitTraining): string[] =>
  [
    ...new Set([
      data.beneficiary,
      data.corridor?.origin,
      data.corridor?.destination,
      ...bodiesOf(data).map((body) => body.party),
    ]),
  ].filter((party) => party !== undefined);

/** TRN-01, PTY-03 and GEN-09: all who are named are registered, and who promises takes part in the arrangement. */
function checkParties(data: CommitTraining, context: Context): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, data.arrangement);
  if (!arrangement)
    return refuse(
      'TRN-01',
      'UNKNOWN_ARRANGEMENT',
      `${data.arrangement} is not registered: a commitment belongs to a registered arrangement.`,
      {
        arrangement: data.arrangement,
      },
    );
  const unclear = bodiesOf(data).find((body) => !chosen(body));
  if (unclear)
    return refuse(
      'TRN-01',
      'BODY_UNCLEAR',
      'Name a registered party, or a body by its name, or say that it is to be named: exactly one.',
      {
        given: Object.keys(unclear),
      },
    );
  const unknown = partiesOf(data).find((party) => !context.other(partyDecider, party));
  if (unknown)
    return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${unknown} is not registered as a party: register it first.`, {
      party: unknown,
    });
  const stranger = [data.bearer?.party, data.beneficiary, data.corridor?.origin, data.corridor?.destination].find(
    (party) => party !== undefined && !takesPart(arrangement, party),
  );
  if (stranger)
    return refuse(
      'TRN-01',
      'NOT_A_PARTY',
      `${stranger} takes no part in ${data.arrangement}: who promises, to whom, and between whom, is a party to it.`,
      {
        party: stranger,
        arrangement: data.arrangement,
      },
    );
  return checkAmong(context.actor, consentingParties(arrangement));
}

const takesPart = (arrangement: Arrangement, party: string) =>
  arrangement.parties.some((entry) => entry.party === party);

/**
 * TRN-01: each term is given or on record as not stated. A government states its own commitments in full; only who
 * trains may be named later.
 */
function checkComplete(data: CommitTraining, { actor }: Context): Refusal | undefined {
  const isGiven: Record<CommitmentTerm, boolean> = {
    BEARER: data.bearer !== undefined,
    FUNDER: data.funders.length > 0,
    PROVIDER: data.provider !== undefined,
    NUMBER: data.number !== undefined,
    SPLIT:
      data.split !== undefined ||
      data.splitRule !== undefined ||
      data.track !== 'HOME_AND_AWAY' ||
      data.number === undefined,
    QUALIFICATION: data.qualification !== undefined,
    DUE_DATE: data.dueOn !== undefined,
  };
  const both = data.notStated.filter((term) => isGiven[term]);
  if (both.length > 0)
    return refuse('TRN-01', 'COMMITMENT_CONTRADICTS', `Given, and yet listed as not stated: ${both.join(', ')}.`, {
      terms: both,
    });
  const own = actor.role === Role.GOVERNMENT;
  const missing = (Object.keys(isGiven) as CommitmentTerm[]).filter(
    (term) => !isGiven[term] && (own || !data.notStated.includes(term)),
  );
  if (missing.length === 0) return undefined;
  const remedy = own
    ? 'A party states its own commitments in full.'
    : 'Where the source does not state them, list them in notStated.';
  return refuse('TRN-01', 'COMMITMENT_INCOMPLETE', `The commitment lacks: ${missing.join(', ')}. ${remedy}`, {
    missing,
  });
}

/** TRN-01 and TRN-02, on what is promised first or by a revision. */
export function checkPledge({ number, unit, split, splitRule }: Pledge & { unit: TrainingUnit }): Refusal | undefined {
  if (number !== undefined && (number <= 0 || (unit === 'PERSONS' ? !Number.isInteger(number) : number > 100)))
    return refuse(
      'TRN-01',
      'NUMBER_INVALID',
      `A commitment is for a whole number of persons above 0, or for up to 100 per cent; not ${number}.`,
      { number, unit },
    );
  if (split && splitRule === undefined && number !== undefined && split.home + split.away !== number)
    return refuse('TRN-02', 'SPLIT_MISMATCH', `${split.home} at home and ${split.away} away are not ${number}.`, {
      home: split.home,
      away: split.away,
      number,
    });
  return undefined;
}

export function checkQualification(qualification: Qualification | undefined): Refusal | undefined {
  if (!qualification) return undefined;
  if (Object.values(qualification).every((value) => value === undefined))
    return refuse('TRN-01', 'QUALIFICATION_EMPTY', 'A qualification has a title, a level, a field or an occupation.');
  const { isco } = qualification;
  return isco !== undefined && !isIscoCode(isco)
    ? refuse('QUO-15', 'UNKNOWN_OCCUPATION', `${isco} is not a group of ISCO-08.`, { code: isco })
    : undefined;
}

/** TRN-09: shares never add up to more than the whole; a gap is shown, not refused. */
function checkFunding(funders: Funder[]): Refusal | undefined {
  const gap = fundingGap({ funders });
  return gap !== undefined && gap < 0
    ? refuse('TRN-09', 'FUNDING_EXCEEDS_WHOLE', `The shares of the funders add up to ${100 - gap} %.`, {
        sharePercent: 100 - gap,
      })
    : undefined;
}
