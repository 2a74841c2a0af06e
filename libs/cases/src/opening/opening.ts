import { type Arrangement, arrangementDecider, ClauseCode, consentingParties } from '#arrangements';
import {
  ChoiceField,
  type Context,
  earliest,
  IdField,
  KeyField,
  PlainDateField,
  type RecordedEvent,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { type Employer, employerDecider, partyDecider, type Recruiter, recruiterDecider } from '#parties';
import { InputType } from '@nestjs/graphql';
import type { CaseFile } from '../case.js';
import { doerOf } from '../case.js';
import { checkWords } from '../checks.js';
import { lastOf } from '../phase.js';
import { CaseCorridor, type CaseKind, FactsPeriod, idOf, type Official, Respondent } from '../terms.js';
import { codingOn, isCoded } from './applicability.js';

/** What every case states when it is opened. */
@InputType({ isAbstract: true })
export class Opening {
  @IdField('case', { description: 'The case' }) case!: string;
  @PlainDateField({ description: 'The day on which it was filed or begun' }) on!: string;
  @IdField('arrangement') arrangement!: string;
  @KeyField({ list: true, max: 20, description: 'Clauses of the arrangement that are held to be broken; at least one' })
  clauses!: string[];
  @ShapeField(() => Respondent, { description: 'Who is held to have broken them' }) respondent!: Respondent;
  @ShapeField(() => CaseCorridor, { optional: true, description: 'Between which countries the workers moved' })
  corridor?: CaseCorridor;
  @ShapeField(() => FactsPeriod, { description: 'When the facts were' }) facts!: FactsPeriod;
  @TextField({
    sealed: true,
    description: 'What is said to have happened; without the name or number of any worker (CMP-02)',
  })
  words!: string;
}

/** What the registry works out beside. It stays as it was on that day. */
export class WorkedOut {
  codes!: ClauseCode[];
  parties!: string[];
  spokenForBy?: string;
}

/** The fields of {@link WorkedOut} in an event. */
export const CodesField = () => ChoiceField(() => ClauseCode, { list: true, description: 'Matters of the clauses' });
export const PartiesField = () =>
  IdField('party', { list: true, description: 'Parties to the arrangement when it was opened' });
export const SpokenForField = () =>
  IdField('party', { optional: true, description: 'The party that speaks for the respondent' });

/** The streams that an opening rests on. */
export const readByOpening = ({ arrangement, respondent, corridor }: Opening): string[] =>
  [arrangement, idOf(respondent ?? {}), ...(corridor ? [corridor.origin, corridor.destination] : [])].filter(
    (id) => id !== undefined,
  );

/** CMP-01 and CMP-02: the arrangement and its clauses are registered, the respondent too, and no worker is told apart. */
export function checkOpening(data: Opening, context: Context): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, data.arrangement);
  if (!arrangement)
    return refuse(
      'CMP-01',
      'UNKNOWN_ARRANGEMENT',
      `${data.arrangement} is not registered: a case concerns clauses of a registered arrangement.`,
      { arrangement: data.arrangement },
    );
  if (data.clauses.length === 0)
    return refuse('CMP-01', 'CLAUSE_MISSING', 'Name at least one clause of the arrangement.', {
      arrangement: data.arrangement,
    });
  const unknown = data.clauses.filter((clause) => !isCoded(arrangement, clause, lastOf(data.facts)));
  if (unknown.length > 0)
    return refuse(
      'CMP-01',
      'UNKNOWN_CLAUSE',
      `${data.arrangement} has no clause ${unknown.join(', ')}: name clauses as they are coded there, or code them first.`,
      { clauses: unknown },
    );
  const id = idOf(data.respondent);
  if (id === undefined || Object.values(data.respondent).filter((value) => value !== undefined).length > 1)
    return refuse('CMP-01', 'RESPONDENT_UNCLEAR', 'Name exactly one respondent: a party, an employer or a recruiter.');
  const stranger = [id, data.corridor?.origin, data.corridor?.destination].find(
    (named) => named !== undefined && context.other(partyDecider, named) === undefined,
  );
  if (stranger !== undefined)
    return refuse('CMP-01', 'NOT_REGISTERED', `${stranger} is not registered: register it first.`, { id: stranger });
  if (data.on < earliest(data.facts.from))
    return refuse('CMP-01', 'DATE_ORDER', `The facts of ${data.facts.from} lie after ${data.on}.`, {
      on: data.on,
      factsFrom: data.facts.from,
    });
  if (data.on > context.today)
    return refuse('GEN-05', 'NOT_YET', `${data.on} is not over: record it when it has happened.`, { on: data.on });
  return checkWords(data.words);
}

/** What follows from the arrangement and the respondent as they now stand. Only after {@link checkOpening}. */
export function workOut(data: Opening, context: Context): WorkedOut {
  const arrangement = context.other(arrangementDecider, data.arrangement)!;
  return {
    codes: codesOf(arrangement, data),
    parties: consentingParties(arrangement),
    spokenForBy: data.respondent.party ?? businessOf(data.respondent, context)?.party,
  };
}

/** An employer or a recruiter, as registered; undefined for a party. */
const businessOf = ({ employer, recruiter }: Respondent, context: Context): Employer | Recruiter | undefined => {
  if (employer !== undefined) return context.other(employerDecider, employer);
  return recruiter === undefined ? undefined : context.other(recruiterDecider, recruiter);
};

/** The country of a respondent that is an employer or a recruiter. */
export const homeOf = ({ respondent }: Pick<Opening, 'respondent'>, context: Context): string | undefined =>
  businessOf(respondent, context)?.country;

/** The matters of the clauses as they read at the end of the facts; of one that did not read yet, as it was coded. */
const codesOf = (arrangement: Arrangement, { clauses, facts }: Opening): ClauseCode[] => [
  ...new Set(
    clauses.map((clause) => {
      const coding = codingOn(arrangement, clause, lastOf(facts));
      return (coding ?? arrangement.clauses.find((history) => history.clause === clause)!.versions[0]!).value.code;
    }),
  ),
];

/** The countries of a corridor, or all parties where no corridor is told. */
export const countriesOf = ({ corridor, parties }: Pick<CaseFile, 'corridor' | 'parties'>): string[] =>
  corridor ? [corridor.origin, corridor.destination] : parties;

/** A new case, from what its first event says. */
export const newCase = (
  kind: CaseKind,
  data: Opening & WorkedOut & { by?: Official },
  event: RecordedEvent,
): CaseFile => {
  const { arrangement, clauses, codes, respondent, spokenForBy, corridor, facts, words, parties } = data;
  return {
    seq: event.seq,
    kind,
    openedOn: data.on,
    arrangement,
    clauses,
    codes,
    respondent,
    spokenForBy,
    corridor,
    facts,
    words,
    isReprisal: false,
    parties,
    openedBy: doerOf(event, data.by),
    steps: [],
    findings: [],
    remedies: [],
    rungs: [],
    times: [],
    sources: event.grounds.sources,
  };
};
