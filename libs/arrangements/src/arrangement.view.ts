import {
  AsOfUsed,
  ChangedField,
  choices,
  earliest,
  EvidenceView,
  LocalizedText,
  Node,
  PartialDateScalar,
  PlainDateScalar,
  type PlainDate,
  precisionOf,
  statedOn,
  type Subject,
  Witness,
} from '#kernel';
import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { ActKind, lastSignature } from './acts/act.js';
import {
  AmendmentChange,
  AmendmentEffect,
  amendmentForce,
  AmendmentStatus,
  AmendmentType,
  changesInForce,
  generalAmendments,
  holdsFrom,
  holdsUntil,
  notNotified,
  type Amendment,
} from './amendments/amendment.js';
import type { Arrangement, ClauseCoding } from './arrangement.js';
import { ClaimTopic } from './claims/claim.js';
import { mattersOf } from './claims/disputes.js';
import { ClauseCode, CLAUSES } from './clauses/clause-code.js';
import { ClauseContent } from './clauses/clause-content.js';
import { contentOf } from './clauses/coding.js';
import { entryIntoForce, entryIntoForceFor, type LegalDate } from './final-clauses/entry-into-force.js';
import { finalClausesOn } from './final-clauses/final-clause-on.js';
import { FinalClauses } from './final-clauses/final-clauses.js';
import { LAST_DAY } from './life-cycle/days.js';
import { DeadlineKind, deadlinesOf } from './life-cycle/deadlines.js';
import { departureOf, noticeEffect } from './life-cycle/denunciation.js';
import {
  MeasureKind,
  OperationKind,
  ReportedStatus,
  EndGround,
  SuccessionKind,
  SuspensionGround,
  SuspensionScope,
} from './life-cycle/life-cycle.js';
import { PartyStatus, partyStatusOn } from './life-cycle/party-status.js';
import { expiryOf, nonRenewalEffect } from './life-cycle/term.js';
import { isEnd, LegalStatus, legalStatusOn, legalTimeline, type StatusPeriod } from './life-cycle/timeline.js';
import { iscoTitle } from './registration/isco-08.js';
import { Bindingness, InstrumentType, Kind, Level, PartyRole, Scope } from './registration/terms.js';

export const Precision = choices('DatePrecision', {
  DAY: 'Known to the day.',
  MONTH: 'Known to the month.',
  YEAR: 'Known to the year.',
});

export const DateBasis = choices('DateBasis', {
  COMPUTED: 'Computed from acts and final clauses.',
  STATED: 'Stated by a source.',
  UNKNOWN: 'Conditions are unmet, or nothing is known.',
});

@ObjectType({ description: 'A legal date and what it follows from.' })
export class LegalDateView {
  @Field(() => PartialDateScalar, { nullable: true }) date?: string;
  @Field(() => Precision, { nullable: true }) precision?: string;
  @Field(() => DateBasis) basis!: string;
  @Field(() => [ID], { description: 'Parties whose act is still awaited' }) waitingFor!: string[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class Occupation {
  @Field({ description: 'ISCO-08 group' }) code!: string;
  @Field(() => String, { nullable: true }) title?: string;
}

@ObjectType({ description: 'A party and its part, with its own dates (PTY-11).' })
export class ArrangementPartyView {
  /** Resolved to `party` by its id. */
  partyId!: string;
  asOf!: AsOfUsed;
  @Field(() => PartyRole) role!: PartyRole;
  @Field(() => PartyStatus, { description: 'How it stands on the day asked about' }) status!: PartyStatus;
  @Field(() => [EvidenceView], { description: 'The events that this standing rests on' })
  statusEvidence!: EvidenceView[];
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it left, while the others went on' })
  leftOn?: string;
  @Field(() => String, { nullable: true, description: 'Who signs for it' }) signatory?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => LegalDateView, { description: 'Entry into force for this party' }) inForceFrom!: LegalDateView;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What parties did towards being bound.' })
export class ActView {
  @Field(() => ActKind) kind!: ActKind;
  @Field(() => [ID]) parties!: string[];
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => Precision) precision!: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'One stretch of legal time, from its first day up to but not including `to`.' })
export class StatusPeriodView {
  @Field(() => LegalStatus) status!: LegalStatus;
  @Field(() => PlainDateScalar, { nullable: true, description: 'null: from the beginning' }) from!: string | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'First day on which it no longer holds; null: open' })
  to?: string;
  @Field(() => [LegalStatus], { nullable: true, description: 'Of an uncertain stretch: the states before and after' })
  between?: LegalStatus[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'The final clauses that govern on the day asked about.' })
export class FinalClausesView {
  @Field(() => FinalClauses) clauses!: FinalClauses;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class RenewalView {
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => PartialDateScalar, { nullable: true }) until?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class EndView {
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => EndGround) ground!: EndGround;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class SuspensionView {
  @Field() suspension!: string;
  @Field(() => SuspensionScope) scope!: SuspensionScope;
  @Field(() => String, { nullable: true }) detail?: string;
  @Field(() => SuspensionGround) ground!: SuspensionGround;
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => PartialDateScalar, { nullable: true }) plannedEnd?: string;
  @Field(() => [ID]) decidedBy!: string[];
  @Field(() => PartialDateScalar, { nullable: true }) resumedOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class DenunciationView {
  @Field(() => ID) party!: string;
  @Field(() => PartialDateScalar) receivedOn!: string;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'Computed from the notice clause; null: receipt is known too coarsely',
  })
  effectiveOn?: string;
  @Field({ description: 'No clause is known, so twelve months are assumed (VCLT 56)' }) toBeConfirmed!: boolean;
  @Field(() => PartialDateScalar, { nullable: true }) revokedOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A notice that a party does not want the arrangement to renew itself (ARR-10).' })
export class NonRenewalView {
  @Field(() => ID) party!: string;
  @Field(() => PlainDateScalar, { description: 'When the other side, or the depositary, received it' })
  receivedOn!: string;
  @Field({ description: 'It missed the deadline for the term that ran, and counts for the next (ARR-11)' })
  late!: boolean;
  @Field(() => PlainDateScalar, { nullable: true, description: 'The deadline that it missed' }) missed?: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'First day after the term that it ends' })
  endsOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What will happen, or must be done by when, and the rule and events behind it.' })
export class DeadlineView {
  @Field(() => DeadlineKind) kind!: DeadlineKind;
  @Field(() => PartialDateScalar, { nullable: true, description: 'null: it waits for acts whose day nobody knows' })
  on?: string;
  @Field(() => [ID], { description: 'Who must act, or whom it concerns' }) parties!: string[];
  @Field({ description: 'Id of the rule by which it is computed' }) rule!: string;
  @Field({ description: 'The same as a sentence' }) says!: string;
  @Field(() => ID) arrangement!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A unilateral measure beside the arrangement; it leaves the legal status as it is.' })
export class MeasureView {
  @Field() measure!: string;
  @Field(() => ID) party!: string;
  @Field(() => MeasureKind) kind!: MeasureKind;
  @Field(() => PartialDateScalar) from!: string;
  @Field() description!: string;
  @Field(() => PartialDateScalar, { nullable: true }) liftedOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class SuccessionView {
  @Field(() => SuccessionKind) kind!: SuccessionKind;
  @Field(() => ID, { nullable: true }) predecessor?: string;
  @Field() description!: string;
  @Field(() => PartialDateScalar, { nullable: true }) on?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What a source says of the state; beside it stands the legal status, which is computed.' })
export class StatusReportView {
  @Field(() => ReportedStatus) status!: ReportedStatus;
  @Field(() => PartialDateScalar) asOf!: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class OperationView {
  @Field(() => OperationKind) kind!: OperationKind;
  @Field(() => PartialDateScalar) on!: string;
  @Field() description!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class AmendmentConsentView {
  @Field(() => ID) party!: string;
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'The decision of the joint committee by which an annex was amended.' })
export class CommitteeSourceView {
  @Field({ description: 'The annex' }) annex!: string;
  @Field({ description: 'Number of the decision' }) decision!: string;
}

@ObjectType({ description: 'Parties were told of a proposal.' })
export class NoticeView {
  @Field(() => [ID], { description: 'Who was told' }) parties!: string[];
  @Field(() => PartialDateScalar, { description: 'When' }) on!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'An amendment or protocol: what it changes, who consented, since when it binds.' })
export class AmendmentView {
  @Field() amendment!: string;
  @Field(() => AmendmentType) type!: AmendmentType;
  @Field(() => AmendmentStatus, { description: 'On the day asked about' }) status!: AmendmentStatus;
  @Field(() => String, { nullable: true }) instrumentAsStated?: string;
  @Field() what!: string;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'Day of the proposal, or the day that a source gives',
  })
  on?: string;
  @Field(() => LegalDateView, { description: 'Since when it binds' }) inForceFrom!: LegalDateView;
  @Field(() => [AmendmentChange]) changes!: AmendmentChange[];
  @Field(() => [AmendmentConsentView]) consents!: AmendmentConsentView[];
  @Field(() => AmendmentEffect, { nullable: true, description: 'How far it reaches, where it says so' })
  effect?: AmendmentEffect;
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it no longer holds by itself' })
  holdsUntil?: string;
  @Field(() => CommitteeSourceView, { nullable: true, description: 'Where the joint committee decided it (AMD-15)' })
  committee?: CommitteeSourceView;
  @Field(() => [NoticeView], { description: 'Who was told of it, and when (AMD-03)' }) notices!: NoticeView[];
  @Field(() => [ID], { description: 'Parties that have not been told of it' }) notNotified!: string[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  /** The fold that it is part of, and the dates asked about, for fields that are computed on demand. */
  subject!: Subject<Arrangement>;
  asOf!: AsOfUsed;
}

@ObjectType({ description: 'One coding of one matter of the clause taxonomy, as it stands on the day asked about.' })
export class ClauseView {
  @Field() clause!: string;
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field({ description: 'Title of the matter' }) title!: string;
  @Field(() => ClauseContent) content!: ClauseContent;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it reads so; null: since the beginning' })
  since?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  /** What it shows, for fields that are computed on demand. */
  coding!: ClauseCoding;
  subject!: Subject<Arrangement>;
  asOf!: AsOfUsed;
}

@ObjectType()
export class ClaimView {
  @Field() claim!: string;
  @Field(() => PartialDateScalar, { nullable: true }) date?: string;
  @Field(() => Float, { nullable: true }) number?: number;
  @Field(() => String, { nullable: true }) text?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class ClaimResolutionView {
  @Field({ description: 'The claim that holds' }) claim!: string;
  @Field() why!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What sources say about one matter, side by side (GEN-07).' })
export class MatterView {
  @Field(() => ClaimTopic) topic!: ClaimTopic;
  @Field() about!: string;
  @Field({ description: 'Sources disagree, and nothing has settled it' }) disputed!: boolean;
  @Field(() => [ClaimView]) claims!: ClaimView[];
  @Field(() => ClaimResolutionView, { nullable: true }) resolution?: ClaimResolutionView;
}

@ObjectType()
export class JointCommitteeView {
  @Field() body!: string;
  @Field(() => String, { nullable: true }) frequency?: string;
  @Field(() => Float, { nullable: true }) meetingsPerYear?: number;
  @Field(() => [String]) socialPartners!: string[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType()
export class RemarkView {
  @Field() text!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Arrangement', {
  implements: () => [Node],
  description: 'A labour arrangement or skills partnership, in force on one day, as known at one size of the log.',
})
export class ArrangementView extends Node {
  @Field(() => Kind) kind!: Kind;
  @Field(() => Level) level!: Level;
  @Field(() => InstrumentType) instrumentType!: InstrumentType;
  @Field(() => String, { nullable: true, description: 'What the source calls the instrument' })
  instrumentAsStated?: string;
  @Field(() => Bindingness) bindingness!: Bindingness;
  @Field({ description: 'The first of its titles' }) title!: string;
  @Field(() => [LocalizedText]) titles!: LocalizedText[];
  @Field(() => [ArrangementPartyView]) parties!: ArrangementPartyView[];
  @Field(() => Scope) scope!: Scope;
  @Field(() => [Occupation], { description: 'Occupations of the scope, with the titles of ISCO-08' })
  occupations!: Occupation[];
  @Field(() => LegalStatus, { description: 'State in law on the day asked about, computed' }) status!: LegalStatus;
  @Field(() => [EvidenceView], { description: 'The events that the status rests on' }) statusEvidence!: EvidenceView[];
  @Field(() => [StatusPeriodView], { description: 'All states in law, over all time' }) timeline!: StatusPeriodView[];
  @Field(() => [StatusReportView]) statusReports!: StatusReportView[];
  @Field(() => [ActView]) acts!: ActView[];
  @Field(() => LegalDateView, { description: 'Signature: the last on record' }) signedOn!: LegalDateView;
  @Field(() => LegalDateView) entryIntoForce!: LegalDateView;
  @Field(() => LegalDateView, { description: 'First day after the term and its renewals, where that can be told' })
  expiresOn!: LegalDateView;
  @Field(() => FinalClausesView, { nullable: true }) finalClauses?: FinalClausesView;
  @Field(() => [RenewalView]) renewals!: RenewalView[];
  @Field(() => [EndView]) ends!: EndView[];
  @Field(() => [SuspensionView]) suspensions!: SuspensionView[];
  @Field(() => [DenunciationView]) denunciations!: DenunciationView[];
  @Field(() => [NonRenewalView], { description: 'Notices that a party does not want the next tacit renewal' })
  nonRenewals!: NonRenewalView[];
  @Field(() => [MeasureView]) externalMeasures!: MeasureView[];
  @Field(() => [SuccessionView]) succession!: SuccessionView[];
  @Field(() => [OperationView]) operations!: OperationView[];
  @Field(() => [AmendmentView]) amendments!: AmendmentView[];
  @Field(() => [ClauseView], { description: 'Clauses and silences as coded, on the day asked about' })
  clauses!: ClauseView[];
  @Field(() => [MatterView], { description: 'Matters on which sources were compared' }) claims!: MatterView[];
  @Field({ description: 'Some matter is disputed' }) disputed!: boolean;
  @Field(() => JointCommitteeView, { nullable: true }) jointCommittee?: JointCommitteeView;
  @Field(() => [RemarkView]) remarks!: RemarkView[];
  @Field(() => [EvidenceView], { description: 'The registration' }) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  /** The fold that it shows, for fields that have arguments. */
  subject!: Subject<Arrangement>;
}

@ObjectType({ description: 'What differs between one arrangement on two days, as known at two sizes of the log.' })
export class ArrangementChanges {
  @Field(() => AsOfUsed) from!: AsOfUsed;
  @Field(() => AsOfUsed) to!: AsOfUsed;
  @Field(() => [ChangedField], { description: 'Each field that has another value, with what that rests on' })
  fields!: ChangedField[];
  @Field(() => [EvidenceView], { description: 'What was recorded of it between the two states of knowledge' })
  recorded!: EvidenceView[];
}

const lastViews = new WeakMap<Subject<Arrangement>, ArrangementView>();

/** An arrangement as in force on a day: pure, from its fold as known at a size. The last view of a fold is kept with it. */
export function viewArrangement(subject: Subject<Arrangement>, asOf: AsOfUsed): ArrangementView {
  const last = lastViews.get(subject);
  if (last && isSameDates(last.asOf, asOf)) return last;
  const view = viewOf(subject, asOf);
  lastViews.set(subject, view);
  return view;
}

const isSameDates = (a: AsOfUsed, b: AsOfUsed) =>
  a.effectiveOn === b.effectiveOn && a.knownSize === b.knownSize && a.projected === b.projected;

function viewOf(subject: Subject<Arrangement>, asOf: AsOfUsed): ArrangementView {
  const { state } = subject;
  const witness = new Witness(subject);
  const day = asOf.effectiveOn;
  const cite = <T extends { seq: number }>(statement: T) => ({ ...statement, evidence: witness.of(statement.seq) });
  const legalDate = ({ on, basis, because, waitingFor }: LegalDate): LegalDateView => ({
    date: on,
    precision: on && precisionOf(on),
    basis,
    waitingFor,
    evidence: witness.of(...because),
  });
  const standing = (party: string) => {
    const { status, because } = partyStatusOn(state, party, day);
    return { status, statusEvidence: witness.of(...because) };
  };
  const titles = statedOn([...state.titles, ...changesInForce(state, (change) => change.titles)], day)!.value;
  const scope = scopeOn(state, day);
  const timeline = legalTimeline(state);
  const now = timeline.find((period) => covers(period, day))!;
  const signature = lastSignature(state);
  const committee = statedOn(state.jointCommittees, day);
  const finalClauses = finalClausesOn(state, day) ?? finalClausesOn(state, LAST_DAY);
  const expiry = expiryOf(state);
  const matters = mattersOf(state);

  return Object.assign(new ArrangementView(), {
    id: subject.id,
    kind: state.kind,
    level: state.level,
    instrumentType: state.instrumentType,
    instrumentAsStated: state.instrumentAsStated,
    bindingness: state.bindingness,
    title: titles[0]!.text,
    titles,
    parties: state.parties
      .filter((entry) => entry.from === undefined || earliest(entry.from) <= day)
      .map(({ party, ...entry }) => ({
        ...cite(entry),
        partyId: party,
        asOf,
        ...standing(party),
        leftOn: departureOf(state, party)?.on,
        inForceFrom: legalDate(entryIntoForceFor(state, party)),
      })),
    scope,
    occupations: scope.occupations.map((code) => ({ code, title: iscoTitle(code) })),
    status: now.status,
    statusEvidence: witness.of(...now.because),
    timeline: timeline.map(({ because, from, ...period }, index) => ({
      ...period,
      from: index === 0 ? null : from,
      evidence: witness.of(...because),
    })),
    statusReports: state.statusReports.map(cite),
    acts: state.acts.map((act) => ({ ...cite(act), precision: precisionOf(act.on) })),
    signedOn: legalDate({
      on: signature?.on,
      basis: signature ? 'STATED' : 'UNKNOWN',
      because: signature ? [signature.seq] : [],
      waitingFor: [],
    }),
    entryIntoForce: legalDate(entryIntoForce(state)),
    expiresOn: legalDate({
      on: expiry?.on,
      basis: expiry ? 'COMPUTED' : 'UNKNOWN',
      because: expiry?.because ?? [],
      waitingFor: [],
    }),
    finalClauses: finalClauses && { clauses: finalClauses.value, evidence: witness.of(...finalClauses.because) },
    renewals: state.renewals.map(cite),
    ends: state.ends.map(cite),
    suspensions: state.suspensions.map(({ resumed, ...suspension }) => ({
      ...suspension,
      resumedOn: resumed?.on,
      evidence: witness.of(suspension.seq, ...(resumed ? [resumed.seq] : [])),
    })),
    denunciations: state.denunciations.map(({ revoked, ...notice }) => {
      const effect = noticeEffect(state, notice.receivedOn, notice.seq);
      return {
        ...notice,
        effectiveOn: effect.on,
        toBeConfirmed: effect.toBeConfirmed,
        revokedOn: revoked?.on,
        evidence: witness.of(...effect.because, ...(revoked ? [revoked.seq] : [])),
      };
    }),
    nonRenewals: state.nonRenewals.map((notice) => {
      const { missed, endsOn } = nonRenewalEffect(state, notice.receivedOn);
      return { ...cite(notice), late: missed !== undefined, missed, endsOn };
    }),
    externalMeasures: state.measures.map(({ lifted, ...measure }) => ({
      ...measure,
      liftedOn: lifted?.on,
      evidence: witness.of(measure.seq, ...(lifted ? [lifted.seq] : [])),
    })),
    succession: state.succession.map(cite),
    operations: state.operations.map(cite),
    amendments: state.amendments.map((amendment) => {
      const force = amendmentForce(state, amendment);
      return {
        ...cite(amendment),
        status: amendmentStatus(state, amendment, force, day),
        inForceFrom: legalDate({
          ...force,
          basis: force.on === undefined ? 'UNKNOWN' : amendment.reported ? 'STATED' : 'COMPUTED',
        }),
        consents: amendment.consents.map(cite),
        holdsUntil: force.on === undefined ? undefined : holdsUntil(state, amendment),
        notices: amendment.notices.map(cite),
        notNotified:
          amendment.reported || amendment.committee || state.kind === 'BILATERAL' ? [] : notNotified(state, amendment),
        subject,
        asOf,
      };
    }),
    clauses: viewClauses(subject, asOf),
    claims: matters.map(({ claims, resolution, ...matter }) => ({
      ...matter,
      claims: claims.map(cite),
      resolution: resolution && cite(resolution),
    })),
    disputed: matters.some((matter) => matter.disputed),
    jointCommittee: committee && { ...committee.value, evidence: witness.of(committee.seq) },
    remarks: state.remarks.map(cite),
    evidence: witness.of(state.seq),
    asOf,
    subject,
  });
}

/** Its clauses as they read on the day asked about. */
export function viewClauses(subject: Subject<Arrangement>, asOf: AsOfUsed): ClauseView[] {
  const witness = new Witness(subject);
  return clausesOn(subject.state, asOf.effectiveOn).map(({ clause, version: { settled, ...version } }) => ({
    clause,
    code: version.value.code,
    title: CLAUSES[version.value.code].title,
    content: version.value,
    since: version.from,
    evidence: witness.of(version.seq, ...(settled ? [settled.seq] : [])),
    coding: { ...version, settled },
    subject,
    asOf,
  }));
}

/** What happens or falls due from one day up to another, with its evidence. */
export function viewDeadlines(subject: Subject<Arrangement>, from: PlainDate, to: PlainDate): DeadlineView[] {
  const witness = new Witness(subject);
  return deadlinesOf(subject.state, from, to).map(({ because, ...deadline }) => ({
    ...deadline,
    arrangement: subject.id,
    evidence: witness.of(...because),
  }));
}

/** Whom the arrangement covers on a day. Before the first statement in effective order, the first one is shown. */
export const scopeOn = (state: Arrangement, day: PlainDate): Scope =>
  (statedOn([...state.scopes, ...changesInForce(state, (change) => change.scope)], day) ?? state.scopes[0]!).value;

/** One clause as it reads on a day, and by which amendment, if any. */
export interface ReadClause {
  clause: string;
  version: ClauseCoding & { amendment?: string };
}

/** The clauses as they read on a day, those of amendments in force included, those removed left out. */
export function clausesOn(
  state: Arrangement,
  day: PlainDate,
  among: readonly Amendment[] = generalAmendments(state),
): ReadClause[] {
  type Version = Omit<ReadClause['version'], 'value'> & { value: ClauseContent | null };
  const histories = new Map<string, Version[]>(
    state.clauses.map(({ clause, versions }) => [
      clause,
      versions.map((coding) => (coding.settled ? { ...coding, value: contentOf(coding) } : coding)),
    ]),
  );
  const changes = changesInForce(
    state,
    (change) =>
      change.clause
        ? { clause: change.clause.clause, content: change.clause.content }
        : change.clauseRemoved
          ? { clause: change.clauseRemoved, content: null }
          : undefined,
    among,
  );
  for (const { value, ...change } of changes)
    histories.set(value.clause, [...(histories.get(value.clause) ?? []), { ...change, value: value.content }]);
  return [...histories].flatMap(([clause, versions]) => {
    const version = statedOn(versions, day) as Version | undefined;
    return version?.value ? [{ clause, version: { ...version, value: version.value } }] : [];
  });
}

/** Where an amendment stands on a day; what ended with the arrangement has ended, unless it says that it goes on (AMD-14). */
export function amendmentStatus(
  state: Arrangement,
  amendment: Amendment,
  force: { on?: string },
  day: PlainDate,
): AmendmentStatus {
  const by = (date: string | undefined) => date !== undefined && earliest(date) <= day;
  if (by(amendment.withdrawn?.on)) return 'WITHDRAWN';
  if (force.on !== undefined && by(holdsFrom(amendment, force.on))) {
    const isOver = !amendment.effect?.outlasts && isEnd(legalStatusOn(state, day).status);
    return isOver || by(holdsUntil(state, amendment)) ? 'ENDED' : 'IN_FORCE';
  }
  if (amendment.reported) return force.on === undefined ? 'REPORTED' : by(amendment.on) ? 'ADOPTED' : 'PROPOSED';
  return force.on !== undefined && amendment.consents.every((consent) => by(consent.on)) ? 'ADOPTED' : 'PROPOSED';
}

const covers = (period: StatusPeriod, day: PlainDate) =>
  period.from <= day && (period.to === undefined || day < period.to);
