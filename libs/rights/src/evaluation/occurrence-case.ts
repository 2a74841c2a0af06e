import { daysBetween, grouped, type PlainDate } from '#kernel';
import type { ObligationTerms, ProofRequired } from '../obligations/terms.js';
import { bindingOn, type World } from './binding.js';
import { compareDecimals, decimal } from './decimal.js';
import type {
  AboutOccurrence,
  DisputeFact,
  EvidenceFact,
  Fact,
  FindingFact,
  Linked,
  RemedyFact,
  ReviewFact,
  Speaker,
  SuspensionFact,
  WaiverFact,
} from './facts.js';
import type { Read } from './interval.js';
import { dayAfterDay, endOf } from './legal-days.js';
import { node, type Node, readOf } from './node.js';
import type { Occurrence } from './occurrences.js';

/** Something that shows performance: a piece of evidence, or a finding that says so. */
export interface Shown {
  day: PlainDate;
  /** What was read of it. */
  reads: Read[];
  /** Of evidence; a finding has no reviews and does not expire. */
  evidence?: EvidenceFact;
  /** The kind of proof that it is, where the text names kinds. */
  required?: ProofRequired;
  /** Why it does not satisfy: it falls short of the measure, or competent findings say otherwise. */
  short: boolean;
  against: Negative[];
}

/** A competent finding, or a dispute decided for the claim, that says it was not done. */
export interface Negative {
  seq: number;
  on: PlainDate;
  occurredOn?: PlainDate;
  reads: Read[];
}

/** A due date that counts from a day on. */
export interface DuePiece {
  from?: PlainDate;
  due?: PlainDate;
}

export interface Breach {
  day: PlainDate;
  /** The finding that says so; absent: time or a verified act. */
  finding?: number;
  by: 'TIME' | 'FINDING' | 'ACT';
  reads: Read[];
}

/** A release by all of those to whom the duty is owed. */
export interface Waived {
  from: PlainDate;
  to?: PlainDate;
  reads: Read[];
}

/** All that concerns one occurrence, weighed as far as it does not depend on the day asked about. */
export interface OccurrenceCase {
  duty: Linked;
  world: World;
  occurrence: Occurrence;
  terms: ObligationTerms;
  shown: Shown[];
  /** Those that satisfy the text. */
  satisfying: Shown[];
  negatives: Negative[];
  positives: FindingFact[];
  finals: FindingFact[];
  interims: FindingFact[];
  notApplicable: FindingFact[];
  confirmations: ReviewFact[];
  contradictions: ReviewFact[];
  /** Acts against a prohibition: verified, alleged only, or allowed on their day. */
  acts: { alleged: { act: EvidenceFact; reads: Read[] }[]; allowed: { act: EvidenceFact; nodes: Node[] }[] };
  breaches: Breach[];
  due: DuePiece[];
  /** The extensions that all consented to. */
  extended: Node[];
  disputes: DisputeFact[];
  /** Decided disputes and suspensions: they set findings aside and move due dates. */
  overlays: Node[];
  waivers: Waived[];
  suspensions: SuspensionFact[];
  remedies: RemedyFact[];
}

/** The duty forbids: what breaks it is an act. A freedom forbids the others to hinder. */
export const forbids = ({ modality }: ObligationTerms): boolean => modality !== 'MUST';

/** Who answers for a breach: those bound; of a freedom, those who have to let it (R3). */
export const answerable = ({ modality }: ObligationTerms): Speaker => (modality === 'MAY' ? 'COUNTERPARTY' : 'BEARER');

/** IND-02: what one speaker's word is worth: 1 is the own word, 2 that of the other side, 3 that of an independent body. */
export function weightOf(speaker: Speaker, terms: ObligationTerms): 1 | 2 | 3 {
  if (speaker === 'INDEPENDENT') return 3;
  return speaker === 'OTHER' || speaker === answerable(terms) ? 1 : 2;
}

const bySeq = <F extends Fact>(facts: readonly F[]): F[] =>
  facts.toSorted((a, b) => a.seq - b.seq || ((a.pointer ?? '') < (b.pointer ?? '') ? -1 : 1));

export function caseOf(duty: Linked, occurrence: Occurrence, world: World): OccurrenceCase {
  const { facts } = duty;
  const { value: terms } = occurrence.terms;
  const about = concerning(occurrence);
  const suspensions = bySeq(facts.suspensions).filter(
    ({ occurrence: key }) => key === undefined || key === occurrence.key,
  );
  const disputes = bySeq(facts.disputes).filter((dispute) => about(dispute, dispute.on));
  const waivers = agreed(
    facts.waivers.filter(({ occurrence: key }) => key === undefined || key === occurrence.key),
    terms,
    ({ from, to }) => `${from}/${to ?? ''}`,
  ).map(waivedBy);

  const findings = bySeq(facts.findings).filter((finding) => about(finding, finding.occurredOn ?? finding.on));
  const evidence = bySeq(facts.evidence).filter((piece) => about(piece, piece.performedOn));
  const { forBearer, forClaim } = decisions(disputes);
  const isSetAside = decidedAgainst(forBearer);
  const isOverruled = decidedAgainst(forClaim);

  const finals = findings.filter(({ competent, interim }) => competent && !interim);
  const unfavourable = findings.filter(({ result }) => result === 'NOT_SATISFIED' || result === 'PARTLY_SATISFIED');
  const positives = finals.filter(({ seq, result, on }) => result === 'SATISFIED' && !isOverruled(seq, on));
  const negatives: Negative[] = [
    ...unfavourable
      .filter((finding) => finals.includes(finding) && !isSetAside(finding.seq, finding.on))
      .map((finding) => ({
        seq: finding.seq,
        on: finding.on,
        occurredOn: finding.occurredOn,
        reads: [
          readOf(finding, 'result', finding.result),
          readOf(finding, 'on', finding.on),
          ...(finding.openPart === undefined ? [] : [readOf(finding, 'openPart', finding.openPart)]),
        ],
      })),
    ...forClaim
      .filter(({ resolved }) => !isSetAside(resolved.seq, resolved.on))
      .map(({ resolved }) => ({
        seq: resolved.seq,
        on: resolved.on,
        reads: [readOf(resolved, 'outcome', resolved.outcome), readOf(resolved, 'on', resolved.on)],
      })),
  ];
  const names = new Set(evidence.map((piece) => piece.evidence));
  const contradictions = bySeq(facts.contradictions.filter((review) => names.has(review.evidence))).filter(
    ({ seq, on, by }) => by !== answerable(terms) && !isSetAside(seq, on),
  );
  const confirmations = bySeq(facts.confirmations.filter((review) => names.has(review.evidence)));
  const shown = [
    ...evidence.filter(({ shows }) => shows === 'PERFORMANCE').flatMap((piece) => shownBy(piece, terms)),
    ...positives.map((finding): Omit<Shown, 'against'> => ({
      day: finding.occurredOn ?? finding.on,
      short: false,
      reads: [
        readOf(finding, 'result', finding.result),
        ...(finding.occurredOn === undefined
          ? [readOf(finding, 'on', finding.on)]
          : [readOf(finding, 'occurredOn', finding.occurredOn)]),
      ],
    })),
  ].map((piece) => ({ ...piece, against: negatives.filter(({ on }) => on >= piece.day) }));
  const satisfying = shown.filter(({ short, against }) => !short && against.length === 0);

  const acts = evidence.filter(
    ({ seq, shows, performedOn }) =>
      shows === 'CONTRARY_ACT' &&
      occurrence.starts <= performedOn &&
      (occurrence.ends === undefined || performedOn <= occurrence.ends) &&
      !isSetAside(seq, performedOn),
  );
  const base = {
    duty,
    world,
    occurrence,
    terms,
    shown,
    satisfying,
    negatives,
    positives,
    finals,
    confirmations,
    contradictions,
    disputes,
    waivers,
    suspensions,
    interims: unfavourable.filter(({ seq, interim, on }) => interim && !isSetAside(seq, on)),
    notApplicable: negatives.length > 0 ? [] : finals.filter(({ result }) => result === 'NOT_APPLICABLE'),
    overlays: overlaysOf(disputes, suspensions),
    remedies: bySeq(facts.remedies).filter((remedy) => about(remedy, remedy.performedOn ?? remedy.accepted?.on ?? '')),
  };
  if (forbids(terms)) return { ...base, ...forbidden(base, acts), due: [{ due: occurrence.due }], extended: [] };
  return { ...base, acts: { alleged: [], allowed: [] }, ...dated(base) };
}

/** Whether a fact is about an occurrence: it names it, or its day falls in the period of it. */
const concerning =
  ({ key, starts, ends, terms }: Occurrence) =>
  (fact: AboutOccurrence, day: PlainDate): boolean =>
    fact.occurrence === undefined
      ? terms.value.due.kind.once !== undefined || (starts <= day && (ends === undefined || day <= ends))
      : fact.occurrence === key;

type Resolved = NonNullable<DisputeFact['resolved']>;
type Decided = DisputeFact & { resolved: Resolved };

/** How disputes were decided. Who is upheld was right all along. */
function decisions(disputes: readonly DisputeFact[]): { forBearer: Decided[]; forClaim: Decided[] } {
  const decided = disputes.filter((dispute): dispute is Decided => dispute.resolved !== undefined);
  return {
    forBearer: decided.filter(({ resolved }) => resolved.outcome === 'UPHOLDS_BEARER'),
    forClaim: decided.filter(({ resolved }) => resolved.outcome === 'UPHOLDS_CLAIM'),
  };
}

/** Whether something was decided against: all that was said up to the decision, or what the dispute was about. */
const decidedAgainst =
  (decided: readonly Decided[]) =>
  (seq: number, on: PlainDate): boolean =>
    decided.some(({ resolved, about }) => on <= resolved.on && (about === undefined || about.includes(seq)));

/** What a piece of evidence shows; nothing where it is of a kind that the text does not accept. */
function shownBy(piece: EvidenceFact, { evidence, metric }: ObligationTerms): Omit<Shown, 'against'>[] {
  const required = evidence.find(({ kind }) => kind === piece.kind);
  if (evidence.length > 0 && !required) return [];
  const reads = [readOf(piece, 'performedOn', piece.performedOn)];
  if (!metric) return [{ day: piece.performedOn, reads, evidence: piece, required, short: false }];
  const value = piece.measure?.unit === metric.unit ? decimal(piece.measure.value) : undefined;
  return [
    {
      day: piece.performedOn,
      evidence: piece,
      required,
      // IND-04: a value that is missing is not enough, and is not nought.
      short: value === undefined || !meets(value, metric),
      reads: [
        ...reads,
        piece.measure ? readOf(piece, 'measure/value', piece.measure.value) : readOf(piece, 'measure', null),
      ],
    },
  ];
}

function meets(value: string, { comparator, threshold }: NonNullable<ObligationTerms['metric']>): boolean {
  const limit = decimal(threshold);
  if (limit === undefined) return false;
  const order = compareDecimals(value, limit);
  return comparator === 'EQUAL' ? order === 0 : comparator === 'AT_LEAST' ? order >= 0 : order <= 0;
}

/** Consents that say the same, where all of those to whom the duty is owed have given one. */
function agreed<F extends Fact & { consentOf: readonly string[] }>(
  facts: readonly F[],
  { counterparties }: ObligationTerms,
  matter: (fact: F) => string,
): F[][] {
  if (counterparties.length === 0) return [];
  return [...grouped(bySeq(facts), matter)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group)
    .filter((group) => counterparties.every((party) => group.some(({ consentOf }) => consentOf.includes(party))));
}

const waivedBy = (group: readonly WaiverFact[]): Waived => ({
  from: group[0]!.from,
  to: group[0]!.to,
  reads: group.flatMap((waiver) => [
    readOf(waiver, 'from', waiver.from),
    readOf(waiver, 'consentOf', waiver.consentOf),
  ]),
});

export const coversDay = ({ from, to }: { from: PlainDate; to?: PlainDate }, day: PlainDate): boolean =>
  from <= day && (to === undefined || day < to);

type Base = Omit<OccurrenceCase, 'acts' | 'breaches' | 'due' | 'extended'>;

/** R2: acts against it count when the one who answers for them admits them, or an independent body confirms them. */
function forbidden(base: Base, all: readonly EvidenceFact[]): Pick<OccurrenceCase, 'acts' | 'breaches'> {
  const { duty, world, terms, confirmations, contradictions, waivers } = base;
  const counts = (speaker: Speaker) => speaker === 'INDEPENDENT' || speaker === answerable(terms);
  const allowed: { act: EvidenceFact; nodes: Node[] }[] = [];
  const alleged: OccurrenceCase['acts']['alleged'] = [];
  const breaches: Breach[] = [];
  for (const act of all) {
    const day = act.performedOn;
    const binding = bindingOn(duty, day, world);
    const release = waivers.filter((waiver) => coversDay(waiver, day));
    const nodes = [
      ...(binding.applies && !binding.suspended ? [] : binding.nodes),
      ...release.map(({ reads }) => node('R9', 'WAIVED', { reads })),
    ];
    const confirmed = confirmations.filter(({ evidence, by }) => evidence === act.evidence && counts(by));
    const denied = contradictions.filter(({ evidence, by }) => evidence === act.evidence && by === 'INDEPENDENT');
    const reads = [
      readOf(act, 'performedOn', day),
      ...[...confirmed, ...denied].map((review) => readOf(review, 'evidence', review.evidence)),
    ];
    if (nodes.length > 0) allowed.push({ act, nodes });
    else if (denied.length > 0 || !(counts(act.by) || confirmed.length > 0)) alleged.push({ act, reads });
    else breaches.push({ day, by: 'ACT', reads });
  }
  for (const { seq, on, occurredOn, reads } of base.negatives)
    breaches.push({ day: occurredOn ?? on, finding: seq, by: 'FINDING', reads });
  return { acts: { alleged, allowed }, breaches };
}

/** Due date, what moved it, and what broke the duty. An extension that comes after a breach does not undo it. */
function dated(base: Base): Pick<OccurrenceCase, 'due' | 'extended' | 'breaches'> {
  const { duty, occurrence, terms, suspensions } = base;
  const standstill = standstillOf(suspensions, occurrence.starts);
  const shift = (due: PlainDate | undefined, since: PlainDate) => shifted(due, standstill, since);
  const due: DuePiece[] = [{ due: shift(occurrence.due, occurrence.starts) }];
  const extensions = agreed(
    duty.facts.extensions.filter((extension) => concerning(occurrence)(extension, extension.on)),
    terms,
    ({ newDue }) => newDue,
  ).map((group) => ({ group, from: completedOn(group, terms), newDue: group[0]!.newDue }));
  for (const { from, newDue } of extensions.toSorted((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.newDue < b.newDue ? -1 : 1,
  )) {
    const broken = firstDay(breachesOf(base, due));
    // While the clock stands still there is no due date: an extension then still has to reach beyond the one of the text.
    const last = due.at(-1)!.due ?? occurrence.due;
    if ((broken !== undefined && broken <= from) || (last !== undefined && newDue <= last)) continue;
    due.push({ from, due: shift(newDue, from) });
  }
  return {
    due,
    breaches: breachesOf(base, due),
    extended: extensions.map(({ group, newDue }) =>
      node('R9', 'EXTENDED', {
        reads: group.flatMap((extension) => [
          readOf(extension, 'newDue', newDue),
          readOf(extension, 'on', extension.on),
          readOf(extension, 'consentOf', extension.consentOf),
        ]),
      }),
    ),
  };
}

/** What was decided of disputes and when the clock stood still: whoever reads a status has to know of it. */
function overlaysOf(disputes: readonly DisputeFact[], suspensions: readonly SuspensionFact[]): Node[] {
  const decided = disputes.flatMap((dispute) =>
    dispute.resolved
      ? [
          node('R9', dispute.resolved.outcome, {
            reads: [
              readOf(dispute, 'on', dispute.on),
              readOf(dispute.resolved, 'outcome', dispute.resolved.outcome),
              readOf(dispute.resolved, 'on', dispute.resolved.on),
            ],
          }),
        ]
      : [],
  );
  const stood = suspensions.map((suspension) =>
    node('R9', 'SUSPENDED', {
      reads: [
        readOf(suspension, 'from', suspension.from),
        ...suspension.because
          .filter((seq) => seq !== suspension.seq)
          .map((seq) => ({ seq, pointer: '', value: suspension.to ?? null })),
      ],
    }),
  );
  return [...decided, ...stood];
}

/** The day of the consent that made an extension complete. */
function completedOn(
  group: readonly { on: PlainDate; consentOf: readonly string[] }[],
  { counterparties }: ObligationTerms,
): PlainDate {
  const days = counterparties.map(
    (party) =>
      group
        .filter(({ consentOf }) => consentOf.includes(party))
        .map(({ on }) => on)
        .sort()[0]!,
  );
  return days.sort().at(-1)!;
}

/** The stretches in which the clock of an occurrence stood still, joined where they overlap. */
function standstillOf(
  suspensions: readonly SuspensionFact[],
  starts: PlainDate,
): { from: PlainDate; to?: PlainDate }[] {
  const joined: { from: PlainDate; to?: PlainDate }[] = [];
  for (const { from, to } of suspensions.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (to !== undefined && (to <= starts || to <= from)) continue;
    const last = joined.at(-1);
    const start = from < starts ? starts : from;
    if (!last || (last.to !== undefined && last.to < start)) joined.push({ from: start, to });
    else if (last.to !== undefined && (to === undefined || to > last.to)) last.to = to;
  }
  return joined;
}

/** ARR-16: a due date after the clock stood still; undefined while it does. Time that had run out is not given back. */
function shifted(
  due: PlainDate | undefined,
  standstill: readonly { from: PlainDate; to?: PlainDate }[],
  since: PlainDate,
): PlainDate | undefined {
  let moved = due;
  for (const { from, to } of standstill) {
    const start = from < since ? since : from;
    if (moved === undefined || start > moved || (to !== undefined && to <= start)) continue;
    moved = to === undefined ? undefined : later(moved, daysBetween(start, to));
  }
  return moved;
}

const later = (day: PlainDate, days: number): PlainDate | undefined =>
  endOf(day, { count: days, unit: 'DAY' }, { rounding: 'CLAMP' });

/** The last day on which it is late and no breach: due date, grace and cure. */
export const lastDay = (
  due: PlainDate | undefined,
  { grace, cure }: ObligationTerms,
  { counting }: Occurrence,
): PlainDate | undefined => {
  const graced = due === undefined || !grace ? due : endOf(due, grace, counting);
  return graced === undefined || !cure ? graced : endOf(graced, cure, counting);
};

/** R7: by time, or by a competent finding; a duty that is owed all the time is broken on the very day of the facts. */
function breachesOf({ satisfying, negatives, terms, occurrence }: Base, due: readonly DuePiece[]): Breach[] {
  const done = satisfying.map(({ day }) => day).sort()[0];
  const isDoneBy = (day: PlainDate) => done !== undefined && done < day;
  const pieces = due.map((piece, index) => {
    const last = lastDay(piece.due, terms, occurrence);
    const open = last === undefined ? undefined : dayAfterDay(last);
    return {
      open: open !== undefined && piece.from !== undefined && piece.from > open ? piece.from : open,
      until: due[index + 1]?.from,
    };
  });
  const firstFrom = (on?: PlainDate) =>
    pieces
      .map(({ open, until }) => {
        const day = open === undefined || (on !== undefined && on > open) ? open && on : open;
        return day !== undefined && (until === undefined || day < until) ? day : undefined;
      })
      .find((day) => day !== undefined);
  const breaches: Breach[] = negatives.flatMap(({ seq, on, occurredOn, reads }) => {
    const day = terms.due.kind.continuous ? (occurredOn ?? on) : firstFrom(on);
    return day === undefined || isDoneBy(day) ? [] : [{ day, finding: seq, by: 'FINDING' as const, reads }];
  });
  const time = terms.breachBy === 'TIME' ? firstFrom() : undefined;
  if (time !== undefined && !isDoneBy(time)) breaches.push({ day: time, by: 'TIME', reads: [] });
  return breaches;
}

export const firstDay = (breaches: readonly Breach[]): PlainDate | undefined =>
  breaches.map(({ day }) => day).sort()[0];
