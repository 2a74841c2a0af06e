import { after, arrangementDecider } from '#arrangements';
import {
  before,
  checkAmong,
  ChoiceField,
  chosen,
  type Context,
  CountField,
  event,
  IdField,
  type PartialDate,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  Role,
  ShapeField,
  TextField,
} from '#kernel';
import { partyDecider } from '#parties';
import { InputType } from '@nestjs/graphql';
import { checkQualification } from '../commit-training.js';
import { trainingDecider } from '../training.decider.js';
import { bodyInWords, Qualification, TrainingBody } from '../terms.js';
import { mraDecider } from './mra.decider.js';
import { isListed, type MutualRecognition, participationOn } from './mutual-recognition.js';
import { opens } from './recognition.js';
import { DecisionDeadline, RecognitionKind, RecognitionParties, RequestTerm } from './terms.js';

@InputType({
  description:
    'A request to have a qualification, prior learning or a certificate recognised: by one person, or by many alike. Persons are counted, never named.',
})
export class RequestRecognition {
  @IdField('recognition', { description: 'The request' }) recognition!: string;
  @ChoiceField(() => RecognitionKind, { description: 'A qualification, prior learning, or a certificate of skills' })
  kind!: RecognitionKind;
  @ShapeField(() => Qualification, { description: 'What is to be recognised' }) qualification!: Qualification;
  @ShapeField(() => RecognitionParties, { description: 'Where it was got, and where it is to be recognised' })
  between!: RecognitionParties;
  @CountField({ min: 1, description: 'How many persons' }) number!: number;
  @PartialDateField({ description: 'When it was requested with all papers' }) requestedOn!: string;
  @ShapeField(() => TrainingBody, { optional: true, description: 'The competent authority, which decides' })
  authority?: TrainingBody;
  @ShapeField(() => DecisionDeadline, {
    optional: true,
    description: 'By when it is decided; that of the mutual recognition unless told',
  })
  deadline?: DecisionDeadline;
  @ShapeField(() => TrainingBody, { optional: true, description: 'Who issued the certificate (REC-03)' })
  issuer?: TrainingBody;
  @IdField('arrangement', { optional: true, description: 'The arrangement under which it is made, if any' })
  arrangement?: string;
  @IdField('mra', { optional: true, description: 'The mutual recognition that it relies on, if any (REC-02)' })
  under?: string;
  @IdField('training', { optional: true, description: 'The training commitment that it comes from, if any' })
  training?: string;
  @ChoiceField(() => RequestTerm, { list: true, description: 'What the source does not state' })
  notStated!: RequestTerm[];
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const recognitionRequested = event(
  'RecognitionRequested',
  RequestRecognition,
  (d) =>
    `Recognition requested for ${d.number}: ${d.qualification.title ?? `ISCO-08 ${d.qualification.isco ?? 'not told'}`}, from ${d.between.origin} by ${d.authority ? bodyInWords(d.authority) : d.between.host}`,
  { effective: (d) => ({ from: d.requestedOn }) },
);

export const requestRecognition = opens(RequestRecognition, {
  describes: 'Records a request for recognition with who decides and by when, for one person or a batch.',
  records: [recognitionRequested],
  mandate: registrars((data) => [data.between.origin, data.between.host]),
  reads: (data) => [data.arrangement, data.under, data.training, ...partiesOf(data)].filter((id) => id !== undefined),
  decide: (data, _, context) =>
    checkNamed(data, context) ??
    checkQualification(data.qualification) ??
    checkUnder(data, data.under === undefined ? undefined : context.other(mraDecider, data.under)) ??
    checkComplete(data, context) ??
    recognitionRequested(withDeadline(data, context)),
  evolve: {
    RecognitionRequested: (_, { recognition: _id, deadline, ...stated }, { seq }) => ({
      ...stated,
      seq,
      dueOn: dueOn(stated.requestedOn, deadline),
      decisions: [],
      appeals: [],
    }),
  },
});

/** The event states the deadline that held, so that a later change of the text does not move it. */
const withDeadline = (data: RequestRecognition, context: Context): RequestRecognition => {
  const within = data.under === undefined ? undefined : context.other(mraDecider, data.under)?.decideWithin;
  return data.deadline || !within ? data : { ...data, deadline: { within } };
};

const dueOn = (requestedOn: PartialDate, deadline: DecisionDeadline | undefined): PartialDate | undefined =>
  deadline?.by ?? (deadline?.within && after(requestedOn, deadline.within));

const partiesOf = ({ between, authority, issuer }: RequestRecognition): string[] => [
  ...new Set([between.origin, between.host, authority?.party, issuer?.party].filter((party) => party !== undefined)),
];

/** REC-01, REC-03 and PTY-03: what is named is registered, and a certificate has an issuer. */
function checkNamed(data: RequestRecognition, context: Context): Refusal | undefined {
  const { arrangement, under, training, authority, issuer } = data;
  if (arrangement !== undefined && !context.other(arrangementDecider, arrangement))
    return refuse('REC-01', 'UNKNOWN_ARRANGEMENT', `${arrangement} is not registered: register it first.`, {
      arrangement,
    });
  if (under !== undefined && !context.other(mraDecider, under))
    return refuse('REC-02', 'UNKNOWN_MUTUAL_RECOGNITION', `${under} is not registered: open it first.`, { under });
  if (training !== undefined && !context.other(trainingDecider, training))
    return refuse('REC-01', 'UNKNOWN_TRAINING', `${training} is not registered: register it first.`, { training });
  const unclear = [authority, issuer].find((body) => body && !chosen(body));
  if (unclear)
    return refuse(
      'REC-01',
      'BODY_UNCLEAR',
      'Name a registered party, or a body by its name, or say that it is to be named: exactly one.',
      { given: Object.keys(unclear) },
    );
  const unknown = partiesOf(data).find((party) => !context.other(partyDecider, party));
  if (unknown)
    return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${unknown} is not registered as a party: register it first.`, {
      party: unknown,
    });
  return data.kind === 'CERTIFICATE_OF_SKILLS' && (!issuer || issuer.toBeNamed)
    ? refuse('REC-03', 'ISSUER_MISSING', 'A certificate of skills has an issuer: name who issued it.')
    : undefined;
}

/** REC-02: mutual recognition counts between those who take part on the day of the request, for the listed occupations. */
function checkUnder(data: RequestRecognition, mra: MutualRecognition | undefined): Refusal | undefined {
  if (!mra) return undefined;
  const { between, qualification, requestedOn } = data;
  if (data.arrangement !== undefined && data.arrangement !== mra.arrangement)
    return refuse(
      'REC-02',
      'OTHER_ARRANGEMENT',
      `${data.under} stands in ${mra.arrangement}, not in ${data.arrangement}.`,
      {
        arrangement: data.arrangement,
      },
    );
  const { isco } = qualification;
  if (isco === undefined || !isListed(mra.occupations, isco))
    return refuse(
      'REC-02',
      'OCCUPATION_NOT_LISTED',
      `${data.under} lists ISCO-08 ${mra.occupations.join(', ')}, and not ${isco ?? 'a qualification without an occupation'}: request it without mutual recognition.`,
      { code: isco ?? null, listed: mra.occupations },
    );
  const absent = [between.origin, between.host].find((party) => {
    const part = participationOn(mra, party, requestedOn);
    return !part || (part.occupations !== undefined && !isListed(part.occupations, isco));
  });
  return absent
    ? refuse(
        'REC-02',
        'NOT_PARTICIPATING',
        `${absent} had not notified by ${requestedOn} that it takes part in ${data.under} for ISCO-08 ${isco}: request it without mutual recognition.`,
        { party: absent, code: isco },
      )
    : undefined;
}

/** REC-01: who decides and by when, or that the source does not say. A government states its own requests in full. */
function checkComplete(data: RequestRecognition, context: Context): Refusal | undefined {
  const inherited = data.under === undefined ? undefined : context.other(mraDecider, data.under)?.decideWithin;
  if (data.deadline && !chosen(data.deadline))
    return refuse('REC-01', 'DEADLINE_UNCLEAR', 'A deadline is a day, or a length of time: exactly one.');
  const isGiven: Record<RequestTerm, boolean> = {
    AUTHORITY: data.authority !== undefined,
    DEADLINE: data.deadline !== undefined || inherited !== undefined,
  };
  const both = data.notStated.filter((term) => isGiven[term]);
  if (both.length > 0)
    return refuse('REC-01', 'REQUEST_CONTRADICTS', `Given, and yet listed as not stated: ${both.join(', ')}.`, {
      terms: both,
    });
  const own = context.actor.role === Role.GOVERNMENT;
  const missing = (Object.keys(isGiven) as RequestTerm[]).filter(
    (term) => !isGiven[term] && (own || !data.notStated.includes(term)),
  );
  if (missing.length > 0)
    return refuse(
      'REC-01',
      'REQUEST_INCOMPLETE',
      `The request lacks: ${missing.join(', ')}. ${own ? 'A party states its own requests in full.' : 'Where the source does not state them, list them in notStated.'}`,
      { missing },
    );
  const by = data.deadline?.by;
  return by !== undefined && before(by, data.requestedOn)
    ? refuse('REC-01', 'DEADLINE_BEFORE_REQUEST', `${by} lies before the request of ${data.requestedOn}.`, {
        by,
        requestedOn: data.requestedOn,
      })
    : undefined;
}

/** GEN-09, where the request is known from the state: a government speaks on what it asked for or has to decide. */
export const checkConcerned = (
  { between }: Pick<RequestRecognition, 'between'>,
  { actor }: Context,
  hostOnly = false,
) => checkAmong(actor, hostOnly ? [between.host] : [between.origin, between.host]);
