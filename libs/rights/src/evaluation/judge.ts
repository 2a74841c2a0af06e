import { add, type PlainDate } from '#kernel';
import { bindingOn, efficacyOf } from './binding.js';
import type { ReviewFact } from './facts.js';
import type { Absent, Interval, OccurrenceTimeline, Parameter, Read } from './interval.js';
import { before, daysLate, endOf } from './legal-days.js';
import { node, type Node, readOf } from './node.js';
import {
  type Breach,
  coversDay,
  forbids,
  lastDay,
  type OccurrenceCase,
  type Shown,
  weightOf,
} from './occurrence-case.js';
import { inWords } from './occurrences.js';
import type { Contest, Headline, Performance, Verification } from './status.js';

/** What the evaluator says of one day, with the tree of its reasons. */
export type Judgement = Pick<
  Interval,
  'headline' | 'performance' | 'late' | 'verification' | 'contest' | 'suspended'
> & {
  node: Node;
};

/** What is said of other duties on a day; the timelines of one evaluation are made once. */
export interface Others {
  /** The reparation of a breach of the occurrence. */
  reparation(subject: OccurrenceCase): OccurrenceTimeline | undefined;
  /** All occurrences of a duty that has to be done first. */
  required(subject: OccurrenceCase): readonly OccurrenceTimeline[];
}

interface Done {
  performance: Performance;
  late?: number;
  verification: Verification;
  /** Of what is fulfilled: whether it is proved as the text asks. */
  proved: boolean;
  node: Node;
  /** What was read for the verification. */
  reviews: Read[];
}

/** The status of an occurrence on one day: R0 to R10 in this order, and the first headline that applies. */
export function judge(subject: OccurrenceCase, day: PlainDate, others: Others): Judgement {
  const done = performanceOn(subject, day, others);
  // What is not owed is neither disputed nor released.
  const { contest, suspended, over } = done.performance === 'NOT_IN_FORCE' ? UNCONTESTED : contestOn(subject, day);
  const { performance, late, verification } = done;
  const headline = headlineOf(done, contest);
  const review = node('R10', verification, { reads: done.reviews });
  const asPerformed: Node = {
    ...done.node,
    children: [...done.node.children, ...(done.reviews.length > 0 ? [review] : [])],
  };
  const root: Node =
    headline === 'WAIVED' || headline === 'DISPUTED'
      ? { ...over[0]!, outcome: headline, children: [...over.slice(1), asPerformed] }
      : headline === 'UNVERIFIED' && (verification === 'EXPIRED' || verification === 'CONTRADICTED')
        ? { ...review, outcome: headline, absent: [lacking(subject, 'PROOF')], children: [done.node, ...over] }
        : {
            ...asPerformed,
            outcome: headline,
            absent: [...asPerformed.absent, ...(headline === 'UNVERIFIED' ? [lacking(subject, 'PROOF')] : [])],
            children: [...asPerformed.children, ...over],
          };
  return {
    headline,
    performance,
    ...(late === undefined ? {} : { late }),
    verification,
    contest,
    suspended,
    node: root,
  };
}

function headlineOf({ performance, proved }: Done, contest: Contest): Headline {
  if (performance === 'NOT_IN_FORCE') return 'NOT_IN_FORCE';
  if (contest === 'WAIVED' || contest === 'DISPUTED') return contest;
  return performance === 'FULFILLED' && !proved ? 'UNVERIFIED' : performance;
}

const lacking = ({ occurrence: { key } }: OccurrenceCase, of: Absent['of']): Absent => ({ of, occurrence: key });

interface Overlay {
  contest: Contest;
  suspended: boolean;
  over: Node[];
}

const UNCONTESTED: Overlay = { contest: 'NONE', suspended: false, over: [] };

/** R9: waivers, disputes and suspensions of the day. */
function contestOn(subject: OccurrenceCase, day: PlainDate): Overlay {
  const waivers = subject.waivers.filter((waiver) => coversDay(waiver, day));
  const disputes = subject.disputes.filter(
    ({ on, resolved }) => on <= day && !(resolved !== undefined && resolved.on <= day),
  );
  const standing = bindingOn(subject.duty, day, subject.world).suspended;
  const suspended = standing || subject.suspensions.some((suspension) => coversDay(suspension, day));
  const over = [
    ...(waivers.length > 0 ? [node('R9', 'WAIVED', { reads: waivers.flatMap(({ reads }) => reads) })] : []),
    ...(disputes.length > 0
      ? [node('R9', 'DISPUTED', { reads: disputes.map((dispute) => readOf(dispute, 'on', dispute.on)) })]
      : []),
  ];
  const contest = waivers.length > 0 ? 'WAIVED' : disputes.length > 0 ? 'DISPUTED' : suspended ? 'SUSPENDED' : 'NONE';
  return { contest, suspended, over };
}

function performanceOn(subject: OccurrenceCase, day: PlainDate, others: Others): Done {
  const { duty, world, notApplicable, overlays, terms } = subject;
  const binding = bindingOn(duty, day, world);
  const notOwed = (found: Node): Done => ({
    performance: 'NOT_IN_FORCE',
    verification: 'NONE',
    proved: false,
    node: found,
    reviews: [],
  });
  const ended = binding.applies ? undefined : arisenBy(subject, day, others);
  if (!binding.applies && !ended?.hasArisen)
    return notOwed(ended ? { ...binding.nodes[0]!, children: [ended.node] } : binding.nodes[0]!);
  if (notApplicable.length > 0)
    return notOwed(
      node('R1', 'NOT_IN_FORCE', {
        reads: notApplicable.map((finding) => readOf(finding, 'result', finding.result)),
        children: [...binding.nodes, ...overlays],
      }),
    );
  const done = forbids(terms) ? refrainedOn(subject, day, others) : performedOn(subject, day, others);
  const force = ended ? [{ ...binding.nodes[0]!, outcome: 'ENDED', children: [ended.node] }] : binding.nodes;
  const children = [...done.node.children, ...force, ...overlays];
  if (terms.modality !== 'MAY') return { ...done, node: { ...done.node, children } };
  const freedom = node('R3', done.performance, {
    parameters: [{ name: 'answerable', value: terms.counterparties, version: subject.occurrence.terms.seq }],
    children: [{ ...done.node, children }],
  });
  return { ...done, node: freedom };
}

/** What an end leaves as it is: what had fallen due, was done, broken or mended. */
const ARISEN: readonly Performance[] = ['OVERDUE', 'BREACHED', 'FULFILLED', 'REMEDIED'];

/**
 * R0 and VCLT 70(1)(b): where the clause has ended by a day, what had become of the occurrence on the eve. The end frees from
 * what was still to come, and not from what had arisen; undefined where it has not ended.
 */
function arisenBy(
  subject: OccurrenceCase,
  day: PlainDate,
  others: Others,
): { hasArisen: boolean; node: Node } | undefined {
  const { obligation, facts } = subject.duty;
  const period = efficacyOf(obligation, facts).findLast(({ from }) => from <= day);
  if (period?.standing !== 'ENDED') return undefined;
  const eve = performanceOn(subject, add(period.from, { days: -1 }), others);
  return { hasArisen: ARISEN.includes(eve.performance), node: eve.node };
}

/** R4 to R8: what has to be done. */
function performedOn(subject: OccurrenceCase, day: PlainDate, others: Others): Done {
  const { occurrence, satisfying, breaches, terms, extended } = subject;
  const first = satisfying.map((piece) => piece.day).sort()[0];
  const due = dueOn(subject, day);
  const about = { reads: occurrence.reads, absent: occurrence.absent, children: extended };
  const parameters = [...parametersOf(subject, due), ...occurrence.parameters];
  if (first !== undefined && first <= day && !breaches.some((breach) => breach.day <= first)) {
    const used = satisfying.filter((piece) => piece.day <= day);
    const dueThen = dueOn(subject, first);
    return {
      performance: 'FULFILLED',
      late: dueThen === undefined ? 0 : daysLate(dueThen, first),
      ...verified(subject, used, day),
      node: node('R4', 'FULFILLED', {
        ...about,
        parameters: [...parametersOf(subject, dueThen), ...occurrence.parameters, ...measureOf(subject)],
        reads: [...occurrence.reads, ...used.flatMap(({ reads }) => reads)],
      }),
    };
  }
  const failed = failedBy(subject, day);
  const broken = breaches.filter((breach) => breach.day <= day);
  if (broken.length > 0)
    return afterBreach(subject, broken, day, others, 'R7', {
      ...about,
      parameters: [...parameters, ...measureOf(subject)],
      reads: [...occurrence.reads, ...failed],
      absent: [
        ...occurrence.absent,
        ...(broken.some(({ by }) => by === 'TIME') ? [lacking(subject, 'PERFORMANCE')] : []),
      ],
    });
  const undone: Omit<Done, 'performance' | 'node'> = { verification: 'NONE', proved: false, reviews: [] };
  if (due !== undefined && due < day)
    return {
      ...undone,
      performance: 'OVERDUE',
      node: node('R6', 'OVERDUE', {
        ...about,
        parameters: [...parameters, ...measureOf(subject)],
        reads: [...occurrence.reads, ...failed],
        absent: [
          ...occurrence.absent,
          lacking(subject, 'PERFORMANCE'),
          ...(terms.breachBy === 'FINDING' ? [lacking(subject, 'FINDING')] : []),
        ],
      }),
    };
  const { isAtRisk, reads, children, lead } = riskOn(subject, day, due, others);
  const performance = isAtRisk ? 'AT_RISK' : 'NOT_YET_DUE';
  return {
    ...undone,
    performance,
    node: node('R5', performance, {
      reads: [...occurrence.reads, ...failed, ...reads],
      parameters: [...parameters, ...lead],
      absent: [...occurrence.absent, lacking(subject, 'PERFORMANCE')],
      children: [...extended, ...children],
    }),
  };
}

/** R2: what has to be left undone. */
function refrainedOn(subject: OccurrenceCase, day: PlainDate, others: Others): Done {
  const { occurrence, breaches, acts, shown, terms } = subject;
  const { ends } = occurrence;
  const children = acts.allowed
    .filter(({ act }) => act.performedOn <= day)
    .map(({ act, nodes }) =>
      node('R2', 'ALLOWED', { reads: [readOf(act, 'performedOn', act.performedOn)], children: nodes }),
    );
  const parameters: Parameter[] = [
    { name: 'act', value: terms.act, version: occurrence.terms.seq },
    ...(ends === undefined ? [] : [{ name: 'ends', value: ends, version: occurrence.terms.seq }]),
  ];
  const broken = breaches.filter((breach) => breach.day <= day);
  if (broken.length > 0)
    return afterBreach(subject, broken, day, others, 'R2', { reads: occurrence.reads, parameters, children });
  const alleged = acts.alleged.filter(({ act }) => act.performedOn <= day);
  const doubts = alleged.flatMap(({ reads }) => reads);
  const absent = [...occurrence.absent, lacking(subject, 'CONTRARY_ACT')];
  if (ends === undefined || day <= ends) {
    const risk = riskOn(subject, day, undefined, others);
    const performance = alleged.length > 0 || risk.isAtRisk ? 'AT_RISK' : 'NOT_YET_DUE';
    return {
      performance,
      verification: 'NONE',
      proved: false,
      reviews: [],
      node: node(performance === 'AT_RISK' ? 'R5' : 'R2', performance, {
        reads: [...occurrence.reads, ...doubts, ...risk.reads],
        parameters,
        absent,
        children: [...children, ...risk.children],
      }),
    };
  }
  const used = shown.filter(({ day: on, against, short }) => on <= day && against.length === 0 && !short);
  const { verification, reviews, proved } = verified(subject, used, day);
  return {
    performance: 'FULFILLED',
    late: 0,
    verification: doubts.length > 0 ? 'CONTRADICTED' : verification,
    proved: doubts.length === 0 && (proved || (terms.evidence.length === 0 && verification !== 'CONTRADICTED')),
    reviews: [...reviews, ...doubts],
    node: node('R2', 'FULFILLED', {
      reads: [...occurrence.reads, ...used.flatMap(({ reads }) => reads)],
      parameters,
      absent,
      children,
    }),
  };
}

/** R7, or R2, and R8: what is broken stays so until something that mends it was accepted. */
function afterBreach(
  subject: OccurrenceCase,
  broken: readonly Breach[],
  day: PlainDate,
  others: Others,
  rule: 'R2' | 'R7',
  content: Partial<Node>,
): Done {
  const mends = mendsOn(subject, day, others);
  const open = broken.filter(
    (breach) =>
      !mends.some((mend) => mend.day >= breach.day && (mend.finding === undefined || mend.finding === breach.finding)),
  );
  const reads = [...(content.reads ?? []), ...broken.flatMap((breach) => breach.reads)];
  const isConflicting = subject.shown.some(({ evidence, against }) => !evidence && against.length > 0);
  const isDecided = broken.some(({ by }) => by === 'FINDING');
  const breach = node(rule, 'BREACHED', {
    ...content,
    reads,
    parameters: [
      ...(content.parameters ?? []),
      ...(subject.terms.onBreach === undefined
        ? []
        : [{ name: 'onBreach', value: subject.terms.onBreach, version: subject.occurrence.terms.seq }]),
    ],
    absent: [...(content.absent ?? []), ...(open.length > 0 ? [lacking(subject, 'ACCEPTANCE')] : [])],
    // What mends another breach of the same occurrence still tells which one is open.
    children: [...(content.children ?? []), ...(open.length > 0 ? mends.map((mend) => mend.node) : [])],
  });
  const verification = isConflicting
    ? 'CONTRADICTED'
    : isDecided
      ? 'INDEPENDENT'
      : broken.some(({ by }) => by === 'ACT')
        ? 'CONFIRMED'
        : 'NONE';
  if (open.length > 0)
    return { performance: 'BREACHED', verification, proved: false, node: breach, reviews: conflictOf(subject) };
  return {
    performance: 'REMEDIED',
    verification: mends.some(({ isIndependent }) => isIndependent) ? 'INDEPENDENT' : 'CONFIRMED',
    proved: true,
    node: node('R8', 'REMEDIED', { children: [breach, ...mends.map((mend) => mend.node)] }),
    reviews: [],
  };
}

/** Findings that say it was done, beside others that say it was not (IND-07). */
const conflictOf = ({ shown }: OccurrenceCase): Read[] =>
  shown.filter(({ evidence, against }) => !evidence && against.length > 0).flatMap(({ reads }) => reads);

interface Mend {
  day: PlainDate;
  finding?: number;
  isIndependent: boolean;
  node: Node;
}

/** R8: what mends, as accepted by a day: remedies, late performance, or the reparation that the breach brought about. */
function mendsOn(subject: OccurrenceCase, day: PlainDate, others: Others): Mend[] {
  const { remedies, satisfying, terms } = subject;
  const accepted = remedies.flatMap((remedy): Mend[] =>
    remedy.accepted && remedy.accepted.on <= day
      ? [
          {
            day: remedy.accepted.on,
            finding: remedy.finding,
            isIndependent: false,
            node: node('R8', 'ACCEPTED', {
              reads: [
                readOf(remedy, 'performedOn', remedy.performedOn ?? null),
                readOf(remedy.accepted, 'on', remedy.accepted.on),
              ],
            }),
          },
        ]
      : [],
  );
  const late = forbids(terms)
    ? []
    : satisfying
        .filter((piece) => piece.day <= day)
        .flatMap((piece): Mend[] => {
          const { weight, isContradicted, reads } = weighed(subject, piece, day);
          return weight >= 2 && !isContradicted
            ? [
                {
                  day: piece.day,
                  isIndependent: weight === 3,
                  node: node('R8', 'PERFORMED', { reads: [...piece.reads, ...reads] }),
                },
              ]
            : [];
        });
  const interval = others.reparation(subject)?.intervals.findLast(({ from }) => from <= day);
  const isRepaired =
    interval?.performance === 'FULFILLED' &&
    (interval.verification === 'CONFIRMED' || interval.verification === 'INDEPENDENT');
  const repaired: Mend[] = isRepaired
    ? [
        {
          day,
          isIndependent: interval.verification === 'INDEPENDENT',
          node: node('R8', 'REPAIRED', { children: [interval.explanation] }),
        },
      ]
    : [];
  return [...accepted, ...late, ...repaired];
}

/** R5: what tells, before the due date, that it may not be done. */
function riskOn(subject: OccurrenceCase, day: PlainDate, due: PlainDate | undefined, others: Others) {
  const { interims, finals, terms, occurrence } = subject;
  const open = interims.filter(({ on }) => on <= day && !finals.some((final) => on <= final.on && final.on <= day));
  const isNear = due !== undefined && terms.lead !== undefined && before(due, terms.lead) <= day;
  const late = others
    .required(subject)
    .flatMap(({ intervals }) => intervals.findLast(({ from }) => from <= day) ?? [])
    .filter(({ performance }) => performance === 'OVERDUE' || performance === 'BREACHED');
  // A final finding closes an interim one: without it, that would still be open.
  const closing = finals.filter((final) => final.on <= day && interims.some(({ on }) => on <= final.on));
  return {
    isAtRisk: open.length > 0 || isNear || late.length > 0,
    reads: [...open, ...closing].map((finding) => readOf(finding, 'result', finding.result)),
    children: late.map(({ explanation }) => explanation),
    lead: isNear ? [{ name: 'lead', value: inWords(terms.lead!), version: occurrence.terms.seq }] : [],
  };
}

/** The due date that counts on a day. */
export function dueOn({ due }: OccurrenceCase, day: PlainDate): PlainDate | undefined {
  return due.findLast(({ from }) => from === undefined || from <= day)!.due;
}

function parametersOf({ terms, occurrence }: OccurrenceCase, due: PlainDate | undefined): Parameter[] {
  const version = occurrence.terms.seq;
  return [
    { name: 'act', value: terms.act, version },
    ...(due === undefined ? [] : [{ name: 'due', value: due, version }]),
    ...(terms.grace ? [{ name: 'grace', value: inWords(terms.grace), version }] : []),
    ...(terms.cure ? [{ name: 'cure', value: inWords(terms.cure), version }] : []),
  ];
}

const measureOf = ({ terms: { metric }, occurrence }: OccurrenceCase): Parameter[] =>
  metric
    ? [
        {
          name: 'threshold',
          value: `${metric.metric}: ${metric.comparator} ${metric.threshold} ${metric.unit}`,
          version: occurrence.terms.seq,
        },
      ]
    : [];

/** What was submitted and does not satisfy: it is read, and so is what speaks against it. */
const failedBy = ({ shown, satisfying }: OccurrenceCase, day: PlainDate): Read[] =>
  shown
    .filter((piece) => piece.day <= day && !satisfying.includes(piece))
    .flatMap(({ reads, against }) => [...reads, ...against.flatMap((negative) => negative.reads)]);

/** How much one thing that was shown is worth on a day, by who said and who confirmed it. */
function weighed(subject: OccurrenceCase, { evidence, day: performed }: Shown, day: PlainDate) {
  const { terms, confirmations, contradictions, positives } = subject;
  if (!evidence) return { weight: 3, isContradicted: false, reads: [] };
  const of = (reviews: readonly ReviewFact[]) =>
    reviews.filter((review) => review.evidence === evidence.evidence && review.on <= day);
  const confirmed = of(confirmations);
  const found = positives.filter(({ on }) => performed <= on && on <= day);
  const doubted = of(contradictions);
  const settled = doubted.filter((doubt) => found.some(({ on }) => doubt.on <= on));
  const weight = Math.max(
    weightOf(evidence.by, terms),
    ...confirmed.map(({ by }) => weightOf(by, terms)),
    ...(found.length > 0 ? [3] : []),
  );
  return {
    weight,
    isContradicted: settled.length < doubted.length,
    reads: [
      ...[...confirmed, ...doubted].map((review) => readOf(review, 'evidence', review.evidence)),
      ...found.map((finding) => readOf(finding, 'result', finding.result)),
    ],
  };
}

/** R10: who says so on a day, and whether that is the proof that the text asks for. */
function verified(
  subject: OccurrenceCase,
  used: readonly Shown[],
  day: PlainDate,
): Pick<Done, 'verification' | 'proved' | 'reviews'> {
  const all = used.map((piece) => ({
    piece,
    ...weighed(subject, piece, day),
    isExpired: isExpired(subject, piece, day),
  }));
  const standing = all.filter((one) => !one.isExpired);
  const reviews = all.flatMap(({ reads }) => reads);
  if (used.length === 0) return { verification: 'NONE', proved: false, reviews };
  if (standing.length === 0) return { verification: 'EXPIRED', proved: false, reviews };
  if (standing.some(({ isContradicted }) => isContradicted))
    return { verification: 'CONTRADICTED', proved: false, reviews };
  const best = Math.max(...standing.map(({ weight }) => weight));
  return {
    verification: best === 3 ? 'INDEPENDENT' : best === 2 ? 'CONFIRMED' : 'ASSERTED',
    proved: standing.some(({ weight, piece }) => weight >= MINIMUM[piece.required?.minimum ?? 'ASSERTED']),
    reviews,
  };
}

const MINIMUM = { ASSERTED: 1, CONFIRMED: 2, INDEPENDENT: 3 } as const;

export function expiryOf({ occurrence }: OccurrenceCase, { required, day }: Shown): PlainDate | undefined {
  return required?.expiresAfter && endOf(day, required.expiresAfter, { rounding: occurrence.counting.rounding });
}

function isExpired(subject: OccurrenceCase, piece: Shown, day: PlainDate): boolean {
  const expires = expiryOf(subject, piece);
  return expires !== undefined && expires <= day;
}

/** Every day on which the status of an occurrence can change. */
export function turningDays(subject: OccurrenceCase, others: Others): (PlainDate | undefined)[] {
  const {
    shown,
    confirmations,
    contradictions,
    negatives,
    positives,
    finals,
    interims,
    disputes,
    waivers,
    suspensions,
    remedies,
    breaches,
    acts,
    due,
    terms,
    occurrence,
  } = subject;
  const past = (day: PlainDate | undefined) =>
    day === undefined ? undefined : endOf(day, { count: 1, unit: 'DAY' }, { rounding: 'CLAMP' });
  return [
    ...shown.flatMap((piece) => [piece.day, expiryOf(subject, piece)]),
    ...[...confirmations, ...contradictions, ...negatives, ...positives, ...finals, ...interims].map(({ on }) => on),
    ...[...acts.alleged, ...acts.allowed].map(({ act }) => act.performedOn),
    ...disputes.flatMap(({ on, resolved }) => [on, resolved?.on]),
    ...[...waivers, ...suspensions].flatMap(({ from, to }) => [from, to]),
    ...remedies.map(({ accepted }) => accepted?.on),
    ...breaches.map(({ day }) => day),
    ...due.flatMap((piece) => [
      piece.from,
      past(piece.due),
      piece.due && terms.lead ? before(piece.due, terms.lead) : undefined,
      past(lastDay(piece.due, terms, occurrence)),
    ]),
    past(occurrence.ends),
    ...(others.reparation(subject)?.intervals ?? []).map(({ from }) => from),
    ...others.required(subject).flatMap(({ intervals }) => intervals.map(({ from }) => from)),
  ];
}
