import {
  actOf,
  addsOptional,
  before,
  ChoiceField,
  type Context,
  disagree,
  event,
  IdField,
  PartialDateField,
  refuse,
  type Refusal,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, consentingParties, isParty, on } from '../arrangement.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { ActKind, CONSENTS, firstAct, lastSignature } from './act.js';

@InputType({
  description: 'An act of parties towards being bound: initialling, signature, approval, notification, deposit.',
})
export class RecordAct {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => ActKind) kind!: ActKind;
  @IdField('party', { list: true, description: 'The parties that acted; several for one signing ceremony' })
  parties!: string[];
  @PartialDateField({ description: 'The day of the act' }) on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
  @IdField('arrangement', {
    optional: true,
    list: true,
    description: 'Arrangements that look the same, and are not: whoever records has looked (ARR-26)',
  })
  distinctFrom?: string[];
}

const WORDS: Record<ActKind, string> = {
  INITIALLING: 'Initialled',
  SIGNATURE: 'Signed',
  DOMESTIC_APPROVAL: 'Approved at home',
  NOTIFICATION: 'Procedures notified as done',
  RATIFICATION: 'Ratified',
  ACCEPTANCE: 'Accepted',
  APPROVAL: 'Approved',
  ACCESSION: 'Acceded',
  SUCCESSION: 'Succeeded to',
  FORMAL_CONFIRMATION: 'Formally confirmed',
  WITHDRAWAL: 'Left',
};

export const actRecorded = event(
  'ActRecorded',
  RecordAct,
  (d) => `${WORDS[d.kind]} on ${d.on} by ${d.parties.join(', ')}`,
  {
    effective: (d) => ({ from: d.on }),
    upcasts: [addsOptional],
  },
);

export const recordAct = on(RecordAct, {
  describes: 'Records what parties did towards being bound. A party records its own acts only (GEN-10).',
  records: [actRecorded],
  mandate: actOf((data) => data.parties),
  finds: ({ kind, parties, on: day }, { acts, instrumentType }) =>
    kind === 'SIGNATURE'
      ? {
          projection: 'arrangement',
          index: 'facet',
          equals: {
            instrument: instrumentType,
            signed: lastSignature({ acts: [...acts, { seq: Infinity, kind, parties, on: day }] })!.on,
          },
        }
      : undefined,
  decide: (data, arrangement, context) =>
    checkListed(data, arrangement) ??
    checkLeaving(data, arrangement) ??
    checkOnce(data, arrangement) ??
    checkOrder(data, arrangement) ??
    checkOpen(data, arrangement) ??
    checkAlike(data, arrangement, context) ??
    actRecorded(data),
  evolve: {
    ActRecorded: (arrangement, { arrangement: _, distinctFrom: __, ...act }, { seq }) => ({
      ...arrangement,
      acts: [...arrangement.acts, { ...act, seq }],
    }),
  },
});

/** PTY-06: whoever acts is a party to the arrangement. */
function checkListed(data: RecordAct, arrangement: Arrangement): Refusal | undefined {
  if (data.parties.length === 0) return refuse('PTY-06', 'PARTY_MISSING', 'Name at least one party whose act this is.');
  const stranger = data.parties.find((party) => !isParty(arrangement, party));
  return stranger === undefined
    ? undefined
    : refuse('PTY-06', 'NOT_A_PARTY', `${stranger} is not listed as a party to this arrangement: add it first.`, {
        party: stranger,
      });
}

/** ARR-20: of two sides none leaves while the other goes on. */
const checkLeaving = (data: RecordAct, arrangement: Arrangement): Refusal | undefined =>
  data.kind === 'WITHDRAWAL' && arrangement.kind === 'BILATERAL'
    ? refuse(
        'ARR-20',
        'DENOUNCE_INSTEAD',
        'A bilateral arrangement does not go on without one of its sides: record the notice with denounceArrangement.',
        { parties: data.parties },
      )
    : undefined;

/** PTY-07: one party does not sign, or consent by the same act, twice. */
function checkOnce(data: RecordAct, arrangement: Arrangement): Refusal | undefined {
  if (data.kind === 'DOMESTIC_APPROVAL') return undefined;
  for (const party of data.parties) {
    const earlier = firstAct(arrangement, party, [data.kind]);
    if (!earlier) continue;
    // Another date for the same act is another source's claim, not another act.
    const hint = disagree(earlier.on, data.on) ? ' A source that gives another date is recorded with recordClaim.' : '';
    return refuse(
      'PTY-07',
      data.kind === 'SIGNATURE' ? 'ALREADY_SIGNED' : 'ALREADY_RECORDED',
      `${party} already did this on ${earlier.on}.${hint}`,
      {
        party,
        kind: data.kind,
        on: earlier.on,
      },
    );
  }
  return undefined;
}

/** ARR-05: initialling, signature, consent, in this order, as far as the known precision tells. */
function checkOrder(data: RecordAct, arrangement: Arrangement): Refusal | undefined {
  const rank = (kind: ActKind) =>
    kind === 'INITIALLING' ? 0 : kind === 'SIGNATURE' ? 1 : CONSENTS.includes(kind) ? 2 : undefined;
  const own = rank(data.kind);
  if (own === undefined) return undefined;
  for (const act of arrangement.acts) {
    const other = rank(act.kind);
    if (other === undefined || other === own || !act.parties.some((party) => data.parties.includes(party))) continue;
    const wrong = own < other ? before(act.on, data.on) : before(data.on, act.on);
    if (wrong)
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `${WORDS[data.kind]} on ${data.on} does not fit: ${WORDS[act.kind].toLowerCase()} on ${act.on}.`,
        {
          on: data.on,
          other: act.on,
          otherKind: act.kind,
        },
      );
  }
  return undefined;
}

/** The acts that confirm a signature. Acceptance may stand alone (VCLT 14(2), 16). */
const CONFIRMING: readonly ActKind[] = ['NOTIFICATION', 'RATIFICATION', 'APPROVAL', 'FORMAL_CONFIRMATION'];

/** PTY-08: whoever ratifies has signed; whoever accedes has not, and the text is open to it; signature ends with its time. */
function checkOpen({ kind, parties, on: day }: RecordAct, arrangement: Arrangement): Refusal | undefined {
  const { signatureUntil, accession } = finalClauseOn(arrangement, 'participation')?.value ?? {};
  if (kind === 'SIGNATURE' && signatureUntil !== undefined && before(signatureUntil, day))
    return refuse(
      'PTY-08',
      'SIGNATURE_CLOSED',
      `It was open for signature until ${signatureUntil}; after that a party accedes.`,
      { on: day, signatureUntil },
    );
  for (const party of parties) {
    const signature = firstAct(arrangement, party, ['SIGNATURE']);
    if (CONFIRMING.includes(kind) && !signature)
      return refuse(
        'PTY-08',
        'SIGNATURE_MISSING',
        `No signature of ${party} is on record, and this act follows one: record it first, or an accession.`,
        { party, kind },
      );
    if (kind !== 'ACCESSION') continue;
    const why = signature
      ? `${party} signed on ${signature.on}, so it ratifies`
      : arrangement.kind === 'BILATERAL'
        ? 'between two sides both sign'
        : accession === 'CLOSED'
          ? 'the text is not open to others'
          : undefined;
    if (why)
      return refuse('PTY-08', 'ACCESSION_NOT_OPEN', `${party} cannot accede: ${why}.`, {
        party,
        accession: accession ?? null,
      });
  }
  return undefined;
}

/** ARR-26: of the same parties, instrument and day of signature, two arrangements are one, unless someone looked. */
function checkAlike(data: RecordAct, arrangement: Arrangement, { found }: Context): Refusal | undefined {
  const parties = consentingParties(arrangement).sort().join();
  const alike = found.find(
    ({ id, state }) =>
      id !== data.arrangement &&
      !data.distinctFrom?.includes(id) &&
      consentingParties(state as Arrangement)
        .sort()
        .join() === parties,
  );
  return (
    alike &&
    refuse(
      'ARR-26',
      'POSSIBLE_DUPLICATE',
      `${alike.id} has the same parties, instrument and day of signature. If it is another arrangement, name it in distinctFrom; if not, record there.`,
      { alike: alike.id, on: data.on },
    )
  );
}
