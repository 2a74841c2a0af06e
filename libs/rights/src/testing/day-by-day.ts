import { add } from '#kernel';
import type { EvidenceFact, Facts, FindingFact, Speaker } from '../evaluation/facts.js';
import type { ObligationTerms } from '../obligations/terms.js';

/** What is compared: all but the explanation. */
export interface DayStatus {
  headline: string;
  performance: string;
  late?: number;
  verification: string;
  contest: string;
  suspended: boolean;
}

/** The days that random stories happen on, and some on either side. */
const DAYS = Array.from({ length: 160 }, (_, index) => add('2023-12-01', { days: index }));
export const dayOf = (index: number): string => DAYS[index + 31]!;

/**
 * The table of rules read literally, for one day: it walks through the days one by one and remembers what happened. Slow, and
 * written apart from the evaluator, whose answers are held against it. For what is due once, or in the first window of what
 * is owed all the time; periods in days.
 */
export function dayByDay(terms: ObligationTerms, facts: Facts, asked: string): DayStatus {
  const { from, standing } = facts.force.findLast((period) => period.from <= asked)!;
  if (standing !== 'ENDED') return dayOwed(terms, facts, asked, false);
  // The end takes away what was to come, and not what had arisen on the eve.
  const eve = dayByDay(terms, facts, add(from, { days: -1 }));
  return dayOwed(terms, facts, asked, !['NOT_IN_FORCE', 'NOT_YET_DUE', 'AT_RISK'].includes(eve.performance));
}

/** `stands`: the clause has ended, and what had arisen before goes on. */
function dayOwed(terms: ObligationTerms, facts: Facts, asked: string, stands: boolean): DayStatus {
  const { once, continuous } = terms.due.kind;
  const starts = (once ?? continuous)!.anchor.on!;
  const length = once ? (terms.due.offset?.count ?? 0) : continuous!.window.count - 1;
  const position = (day: string) => DAYS.indexOf(day);
  const within = (day: string) => once !== undefined || (starts <= day && position(day) <= position(starts) + length);
  const mine = (fact: { occurrence?: string }, day: string) =>
    fact.occurrence ? fact.occurrence === (once ? 'once' : starts) : within(day);

  // Who says what.
  const owner: Speaker = terms.modality === 'MAY' ? 'COUNTERPARTY' : 'BEARER';
  const worth = (by: Speaker) => (by === 'INDEPENDENT' ? 3 : by === owner || by === 'OTHER' ? 1 : 2);
  const disputes = facts.disputes.filter((dispute) => mine(dispute, dispute.on));
  const lost = (outcome: string, { seq, on }: { seq: number; on: string }) =>
    disputes.some(
      ({ resolved, about }) =>
        resolved?.outcome === outcome && on <= resolved.on && (about === undefined || about.includes(seq)),
    );
  const isCleared = (seq: number, on: string) => lost('UPHOLDS_BEARER', { seq, on });
  const findings = facts.findings.filter((finding) => mine(finding, finding.occurredOn ?? finding.on));
  const isFinal = ({ competent, interim }: FindingFact) => competent && !interim;
  const isBad = ({ result }: FindingFact) => result === 'NOT_SATISFIED' || result === 'PARTLY_SATISFIED';
  const good = findings.filter((f) => isFinal(f) && f.result === 'SATISFIED' && !lost('UPHOLDS_CLAIM', f));
  const bad = [
    ...findings
      .filter((f) => isFinal(f) && isBad(f) && !isCleared(f.seq, f.on))
      .map(({ seq, on, occurredOn }) => ({ seq, on, facts: occurredOn ?? on })),
    ...disputes.flatMap(({ resolved }) =>
      resolved?.outcome === 'UPHOLDS_CLAIM' && !isCleared(resolved.seq, resolved.on)
        ? [{ seq: resolved.seq, on: resolved.on, facts: resolved.on }]
        : [],
    ),
  ];
  const pieces = facts.evidence.filter((piece) => mine(piece, piece.performedOn));
  const accepts = ({ kind }: EvidenceFact) =>
    terms.evidence.length === 0 || terms.evidence.some((one) => one.kind === kind);
  const reaches = ({ measure }: EvidenceFact) =>
    !terms.metric || (measure?.unit === terms.metric.unit && Number(measure.value) >= terms.metric.threshold);
  const shown: { day: string; piece?: EvidenceFact; ok: boolean }[] = [
    ...pieces
      .filter((piece) => piece.shows === 'PERFORMANCE' && accepts(piece))
      .map((piece) => ({ day: piece.performedOn, piece, ok: reaches(piece) })),
    ...good.map((finding) => ({ day: finding.occurredOn ?? finding.on, ok: true })),
  ].map((one) => ({ ...one, ok: one.ok && bad.every(({ on }) => on < one.day) }));

  // Consents.
  const all = (consents: readonly string[]) => terms.counterparties.every((party) => consents.includes(party));
  const isWaived = (day: string) =>
    facts.waivers.some((waiver) => {
      const same = facts.waivers.filter(({ from, to }) => from === waiver.from && to === waiver.to);
      return (
        waiver.from <= day &&
        (waiver.to === undefined || day < waiver.to) &&
        all(same.flatMap(({ consentOf }) => consentOf))
      );
    });
  const isStopped = (day: string) =>
    facts.suspensions.some(({ from, to }) => from <= day && (to === undefined || day < to));
  const standing = (day: string) => facts.force.findLast(({ from }) => from <= day)!.standing;
  const isOwed = (day: string) => {
    if (!['IN_FORCE', 'SUSPENDED', 'SURVIVES', 'PROVISIONAL'].includes(standing(day))) return false;
    if (terms.condition === undefined) return true;
    const covering = facts.conditions.filter(({ from, to }) => from <= day && (to === undefined || day < to));
    covering.sort((a, b) => (a.from === b.from ? b.seq - a.seq : a.from < b.from ? 1 : -1));
    return covering[0]?.holds ?? false;
  };

  // The clock, day by day: a day on which it stands still moves the due date by one.
  const run = (due: number, since: number) => {
    let moved = due;
    for (let at = Math.max(since, position(starts)); at < DAYS.length && at <= moved; at++)
      if (isStopped(DAYS[at]!)) {
        if (facts.suspensions.some(({ from, to }) => from <= DAYS[at]! && to === undefined))
          return Number.POSITIVE_INFINITY;
        moved++;
      }
    return moved;
  };
  const slack = (terms.grace?.count ?? 0) + (terms.cure?.count ?? 0);
  let due = run(position(starts) + length, position(starts));
  const breaches: { at: number; finding?: number; admitted?: boolean }[] = [];
  let done: { at: number; late: number } | undefined;
  let dueAsked = due;
  let ends = position(starts) + length;
  if (once && terms.modality !== 'MUST') ends = position(starts) + length;
  for (let at = 0; at <= position(asked); at++) {
    const day = DAYS[at]!;
    if (terms.modality !== 'MUST') {
      for (const act of pieces) {
        if (
          act.shows !== 'CONTRARY_ACT' ||
          act.performedOn !== day ||
          at < position(starts) ||
          at > ends ||
          isCleared(act.seq, day)
        )
          continue;
        if (!isOwed(day) || standing(day) === 'SUSPENDED' || isWaived(day)) continue;
        if (isVerified(act)) breaches.push({ at, admitted: true });
      }
      for (const { seq, facts: when } of bad) if (when === day) breaches.push({ at, finding: seq });
      continue;
    }
    const passed = () => at > due + slack;
    const doneBefore = shown.some((one) => one.ok && position(one.day) < at);
    // An extension given today counts unless it is broken by today.
    const newDues = [
      ...new Set(facts.extensions.filter((extension) => mine(extension, extension.on)).map(({ newDue }) => newDue)),
    ].sort();
    for (const newDue of newDues) {
      const same = facts.extensions.filter((extension) => mine(extension, extension.on) && extension.newDue === newDue);
      const complete = (until: string) =>
        all(same.filter(({ on }) => on <= until).flatMap(({ consentOf }) => consentOf));
      if (!complete(day) || (at > 0 && complete(DAYS[at - 1]!))) continue;
      const broken = breaches.length > 0 || wouldBreak(at, due, doneBefore);
      if (!broken && position(newDue) > due) due = run(position(newDue), at);
    }
    dueAsked = due;
    if (continuous) {
      for (const { seq, facts: when } of bad) if (when === day && !doneBefore) breaches.push({ at, finding: seq });
    } else if (passed() && !doneBefore)
      for (const { seq, on } of bad)
        if (on <= day && !breaches.some(({ finding }) => finding === seq)) breaches.push({ at, finding: seq });
    if (passed() && !doneBefore && terms.breachBy === 'TIME' && !breaches.some(({ finding }) => finding === undefined))
      breaches.push({ at });
    if (!done && breaches.length === 0 && shown.some((one) => one.ok && one.day === day))
      done = { at, late: Math.max(0, at - due) };
  }

  function wouldBreak(at: number, limit: number, doneBefore: boolean): boolean {
    if (doneBefore || at <= limit + slack) return false;
    return terms.breachBy === 'TIME' || (!continuous && bad.some(({ on }) => on <= DAYS[at]!));
  }
  function isVerified(act: EvidenceFact): boolean {
    const says = (by: Speaker) => by === owner || by === 'INDEPENDENT';
    const denied = facts.contradictions.some(
      ({ seq, evidence, by, on }) =>
        evidence === act.evidence && by === 'INDEPENDENT' && by !== owner && !isCleared(seq, on),
    );
    return (
      !denied && (says(act.by) || facts.confirmations.some(({ evidence, by }) => evidence === act.evidence && says(by)))
    );
  }

  // What is proved on the day asked about.
  const weigh = ({ piece, day }: (typeof shown)[number]) => {
    if (!piece) return { weight: 3, contradicted: false, expired: false, enough: true };
    const said = facts.confirmations.filter((review) => review.evidence === piece.evidence && review.on <= asked);
    const denied = facts.contradictions.filter(
      (review) =>
        review.evidence === piece.evidence &&
        review.on <= asked &&
        review.by !== owner &&
        !isCleared(review.seq, review.on),
    );
    const found = good.filter(({ on }) => day <= on && on <= asked);
    const weight = Math.max(worth(piece.by), ...said.map(({ by }) => worth(by)), found.length > 0 ? 3 : 0);
    const rule = terms.evidence.find(({ kind }) => kind === piece.kind);
    const needed = rule ? { ASSERTED: 1, CONFIRMED: 2, INDEPENDENT: 3 }[rule.minimum] : 1;
    return {
      weight,
      contradicted: denied.some(({ on }) => !found.some((finding) => on <= finding.on)),
      expired: rule?.expiresAfter !== undefined && position(day) + rule.expiresAfter.count <= position(asked),
      enough: weight >= needed,
    };
  };
  const prove = (used: typeof shown) => {
    const fresh = used.map(weigh).filter(({ expired }) => !expired);
    if (used.length === 0) return { verification: 'NONE', proved: false };
    if (fresh.length === 0) return { verification: 'EXPIRED', proved: false };
    if (fresh.some(({ contradicted }) => contradicted)) return { verification: 'CONTRADICTED', proved: false };
    const best = Math.max(...fresh.map(({ weight }) => weight));
    return {
      verification: ['', 'ASSERTED', 'CONFIRMED', 'INDEPENDENT'][best]!,
      proved: fresh.some(({ enough }) => enough),
    };
  };

  // The status of the day asked about.
  const now = position(asked);
  const used = shown.filter((one) => one.ok && one.day <= asked);
  const suspended = standing(asked) === 'SUSPENDED' || isStopped(asked);
  const isOpen = disputes.some(({ on, resolved }) => on <= asked && !(resolved && resolved.on <= asked));
  const contest = isWaived(asked) ? 'WAIVED' : isOpen ? 'DISPUTED' : suspended ? 'SUSPENDED' : 'NONE';
  const status = (performance: string, verification = 'NONE', proved = true, late?: number): DayStatus => ({
    headline:
      performance === 'NOT_IN_FORCE'
        ? performance
        : contest === 'WAIVED' || contest === 'DISPUTED'
          ? contest
          : performance === 'FULFILLED' && !proved
            ? 'UNVERIFIED'
            : performance,
    performance,
    ...(late === undefined ? {} : { late }),
    verification,
    contest: performance === 'NOT_IN_FORCE' ? 'NONE' : contest,
    suspended: performance !== 'NOT_IN_FORCE' && suspended,
  });
  const notMine = bad.length === 0 && findings.some((f) => isFinal(f) && f.result === 'NOT_APPLICABLE');
  if ((!isOwed(asked) && !stands) || notMine) return status('NOT_IN_FORCE');
  if (done) {
    const { verification, proved } = prove(used);
    return status('FULFILLED', verification, proved, done.late);
  }
  if (breaches.length > 0) {
    const late =
      terms.modality === 'MUST'
        ? used
            .map((one) => ({ at: position(one.day), ...weigh(one) }))
            .filter(({ weight, contradicted }) => weight >= 2 && !contradicted)
        : [];
    const accepted = facts.remedies.filter(
      (remedy) =>
        mine(remedy, remedy.performedOn ?? remedy.accepted?.on ?? '') && remedy.accepted && remedy.accepted.on <= asked,
    );
    const isMended = (breach: (typeof breaches)[number]) =>
      late.some(({ at }) => at >= breach.at) ||
      accepted.some(
        (remedy) =>
          position(remedy.accepted!.on) >= breach.at &&
          (remedy.finding === undefined || remedy.finding === breach.finding),
      );
    if (breaches.every(isMended))
      return status('REMEDIED', late.some(({ weight }) => weight === 3) ? 'INDEPENDENT' : 'CONFIRMED');
    const verification = shown.some((one) => !one.piece && !one.ok)
      ? 'CONTRADICTED'
      : breaches.some(({ finding }) => finding !== undefined)
        ? 'INDEPENDENT'
        : breaches.some(({ admitted }) => admitted)
          ? 'CONFIRMED'
          : 'NONE';
    return status('BREACHED', verification);
  }
  const warned = findings.some(
    (f) =>
      f.interim &&
      isBad(f) &&
      !isCleared(f.seq, f.on) &&
      f.on <= asked &&
      !findings.some((end) => isFinal(end) && f.on <= end.on && end.on <= asked),
  );
  if (terms.modality === 'MUST') {
    if (now > dueAsked) return status('OVERDUE');
    const near = terms.lead !== undefined && Number.isFinite(dueAsked) && now >= dueAsked - terms.lead.count;
    return status(warned || near ? 'AT_RISK' : 'NOT_YET_DUE');
  }
  const alleged = pieces.some(
    (act) =>
      act.shows === 'CONTRARY_ACT' &&
      act.performedOn <= asked &&
      position(act.performedOn) >= position(starts) &&
      position(act.performedOn) <= ends &&
      !isCleared(act.seq, act.performedOn) &&
      isOwed(act.performedOn) &&
      standing(act.performedOn) !== 'SUSPENDED' &&
      !isWaived(act.performedOn) &&
      !isVerified(act),
  );
  if (now <= ends) return status(alleged || warned ? 'AT_RISK' : 'NOT_YET_DUE');
  const { verification, proved } = prove(used);
  return status(
    'FULFILLED',
    alleged ? 'CONTRADICTED' : verification,
    !alleged && (proved || (terms.evidence.length === 0 && verification !== 'CONTRADICTED')),
    0,
  );
}
