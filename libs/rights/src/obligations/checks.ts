import {
  type Arrangement,
  arrangementDecider,
  clausesOn,
  type ClauseContent,
  consentingParties,
  jurisdictionsOf,
} from '#arrangements';
import { add, checkAmong, chosen, type Context, personalDataIn, type PlainDate, refuse, type Refusal } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { arrangementFacts } from '../evaluation/arrangement-facts.js';
import { joinFacts } from '../evaluation/facts.js';
import { occurrencesOf } from '../evaluation/occurrences.js';
import { latestTerms, type ObligationRecord, obligationOf } from './record.js';
import type { DutyBearer, ObligationTerms } from './terms.js';

/** What a duty is derived from. */
interface Stem {
  arrangement: string;
  clause: string;
}

/** GEN-09, and the clause as it reads on a day: coded, present in the text, and binding (CLA-01, IND-05). */
export function clauseFor(
  { arrangement: id, clause }: Stem,
  day: PlainDate,
  context: Context,
): { arrangement: Arrangement; content: ClauseContent } | Refusal {
  const arrangement = context.other(arrangementDecider, id);
  if (!arrangement)
    return refuse(
      'CLA-01',
      'UNKNOWN_ARRANGEMENT',
      `${id} is not registered: a duty follows from a clause of a registered arrangement.`,
      {
        arrangement: id,
      },
    );
  const stranger = checkAmong(context.actor, consentingParties(arrangement));
  if (stranger) return stranger;
  const content = clausesOn(arrangement, day).find((read) => read.clause === clause)?.version.value;
  if (content?.answer !== 'PRESENT')
    return refuse(
      'CLA-01',
      'CLAUSE_NOT_PRESENT',
      content
        ? `Clause ${clause} is coded ${content.answer} on ${day}: nobody owes what the text does not say.`
        : `Clause ${clause} of ${id} is not coded for ${day}: code it first.`,
      { arrangement: id, clause, day, answer: content?.answer ?? null },
    );
  return { arrangement, content };
}

/** CLA-02, IND-05, IND-09: the terms say what the clause says: for whom it binds, how strongly, and by which measure. */
export function checkTerms(
  id: string,
  terms: ObligationTerms,
  content: ClauseContent,
  arrangement: Arrangement,
  day: PlainDate,
): Refusal | undefined {
  return (
    checkForm(id, terms) ??
    checkStrength(terms, content) ??
    checkBearers(terms.bearers, content, arrangement, day) ??
    checkCounterparties(terms, arrangement) ??
    checkPersonalData(terms.act, terms.condition, ...terms.beneficiaries, ...terms.evidence.map(({ kind }) => kind))
  );
}

/** CLA-01: each choice is made once, lengths of time are some, the zone exists, and no duty is its own reason. */
function checkForm(id: string, { bearers, due, survives, exceptions = [], requires = [], onBreach }: ObligationTerms) {
  const kind = chosen(due.kind);
  const anchor = due.kind.once?.anchor ?? due.kind.recurring?.anchor ?? due.kind.continuous?.anchor;
  const length = due.kind.recurring?.every ?? due.kind.continuous?.window;
  const wrong =
    bearers.length === 0 || bearers.some((bearer) => !chosen(bearer))
      ? 'bearers: name at least one, each in exactly one way'
      : !kind
        ? 'due.kind: give exactly one of once, recurring, onTrigger, continuous'
        : anchor && !chosen(anchor)
          ? `due.kind.${kind}.anchor: give exactly one of on, act`
          : length && (length.count < 1 || (length.rounding ?? 'EXACT') !== 'EXACT')
            ? `due.kind.${kind}: a period has a length of at least one, and is not rounded`
            : survives && !chosen(survives)
              ? 'survives: give exactly one of period, indefinitely'
              : !isZone(due.zone)
                ? `due.zone: ${due.zone} is no zone of the time zone database`
                : [...exceptions, ...requires, onBreach, due.kind.onTrigger?.breachOf].includes(id)
                  ? `${id}: a duty is neither its own exception nor its own consequence`
                  : undefined;
  return wrong === undefined
    ? undefined
    : refuse('CLA-01', 'DUTY_UNCLEAR', `The duty is not clear. ${wrong}.`, { wrong });
}

function isZone(zone: string): boolean {
  try {
    Temporal.PlainDateTime.from('2000-01-01').toZonedDateTime(zone);
    return true;
  } catch {
    return false;
  }
}

/** IND-05: a recommendation, a promise to try or a pointer to national law owes nobody anything. */
const checkStrength = ({ modality }: ObligationTerms, { modality: strength, code }: ClauseContent) =>
  modality === 'MAY' || strength === 'SHALL' || strength === 'NOT_CODED'
    ? undefined
    : refuse(
        'IND-05',
        'CLAUSE_DOES_NOT_BIND',
        `The clause on ${code} is coded ${strength}: it is no duty, and nobody can be in breach of it.`,
        { code, modality: strength },
      );

/** CLA-02 and IND-05: who the clause binds, itself or as a class in the reach of a party. */
function checkBearers(
  bearers: readonly DutyBearer[],
  content: ClauseContent,
  arrangement: Arrangement,
  day: PlainDate,
): Refusal | undefined {
  const reach = (of: readonly string[]) =>
    content.bearers
      .filter((bearer) => of.includes(bearer))
      .flatMap((bearer) => jurisdictionsOf(arrangement, bearer, day));
  for (const { party, everyone, employer, recruiter } of bearers) {
    const isBound =
      party !== undefined
        ? reach(['ORIGIN', 'DESTINATION', 'JOINT_COMMITTEE', 'PROVIDER']).includes(party)
        : everyone
          ? reach([everyone.of]).includes(everyone.jurisdiction)
          : content.bearers.includes(employer === undefined ? 'RECRUITER' : 'EMPLOYER');
    if (isBound) continue;
    const who = party ?? employer ?? recruiter ?? `${everyone!.of} in ${everyone!.jurisdiction}`;
    return refuse(
      'IND-05',
      'BEARER_NOT_BOUND',
      `The clause does not bind ${who}: it binds ${content.bearers.join(', ')} in the reach of the parties on ${day}.`,
      { bearer: who, bearers: content.bearers, day },
    );
  }
  return undefined;
}

function checkCounterparties({ counterparties }: ObligationTerms, arrangement: Arrangement): Refusal | undefined {
  const stranger = counterparties.find((party) => !consentingParties(arrangement).includes(party));
  return stranger === undefined
    ? undefined
    : refuse(
        'CLA-02',
        'NOT_A_PARTY',
        `${stranger} is not a party to the arrangement: nothing is owed to it under it.`,
        {
          party: stranger,
        },
      );
}

/** CMP-02: what tells one worker apart from all others enters no event. */
export function checkPersonalData(...texts: readonly (string | undefined)[]): Refusal | undefined {
  const what = texts.map((text) => (text === undefined ? undefined : personalDataIn(text))).find((found) => found);
  return what === undefined
    ? undefined
    : refuse(
        'CMP-02',
        'PERSONAL_DATA_REFUSED',
        `The text holds ${what}: describe workers as classes and counts, never one by one.`,
        { what },
      );
}

/** GEN-09 for what happens to a duty: a government speaks on duties under its own arrangements. */
export function checkConcerned({ arrangement: id }: ObligationRecord, context: Context): Refusal | undefined {
  const arrangement = context.other(arrangementDecider, id);
  return arrangement && checkAmong(context.actor, consentingParties(arrangement));
}

/** How far occurrences can be named ahead. */
const AHEAD = { years: 3 };

/** IND-01: a fact names an occurrence that the duty has. */
export function checkOccurrence(
  { obligation: id, occurrence }: { obligation: string; occurrence?: string },
  record: ObligationRecord,
  context: Context,
): Refusal | undefined {
  const { due } = latestTerms(record);
  if (occurrence === undefined)
    return due.kind.once
      ? undefined
      : refuse('IND-01', 'OCCURRENCE_MISSING', `Say of which occurrence: the duty falls due more than once.`, {
          obligation: id,
        });
  const arrangement = context.other(arrangementDecider, record.arrangement);
  // A breach that sets a clock going is in another stream; its key is that of the broken occurrence.
  if (!arrangement || due.kind.onTrigger?.breachOf !== undefined) return undefined;
  const duty = obligationOf(id, record);
  const facts = joinFacts(arrangementFacts(arrangement, duty), record.facts);
  const started = record.facts.triggers.map(({ key, on }) => ({ key, on, reads: [] }));
  const keys = occurrencesOf(duty, facts, add(context.today, AHEAD), started).map(({ key }) => key);
  return keys.includes(occurrence)
    ? undefined
    : refuse(
        'IND-01',
        'UNKNOWN_OCCURRENCE',
        `The duty has no occurrence ${occurrence}; it has ${keys.slice(-3).join(', ') || 'none yet'}.`,
        { occurrence, known: keys.slice(-12) },
      );
}

/** The streams that {@link checkConcerned} and {@link checkOccurrence} need. */
export const readsArrangement = (_: object, { arrangement }: ObligationRecord): string[] => [arrangement];
