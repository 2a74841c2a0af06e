import { ClauseCode, Severity } from '#arrangements';
import {
  AsOfUsed,
  EvidenceView,
  masked,
  Node,
  type PlainDate,
  PlainDateScalar,
  type Reader,
  type Subject,
  Witness,
} from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseFile, Doer, Finding, Remedy } from './case.js';
import {
  type CaseDeadline,
  CaseDeadlineKind,
  deadlinesOf,
  ladderOn,
  nextDeadline,
  overdueOn,
  responseTo,
} from './deadlines.js';
import { asReadBy, isConcerned, mayReadWords } from './may-read.js';
import { confirmedOn, contentOn, inOrder, openCritical, phaseOn } from './phase.js';
import {
  CaseCorridor,
  CaseKind,
  CaseOutcome,
  CasePhase,
  CheckPrompt,
  ComplainantClass,
  FactsPeriod,
  FindingMethod,
  FindingResult,
  FoundBy,
  InadmissibleGround,
  isAdverse,
  LiableWith,
  RemedyAmount,
  RemedyKind,
  ReplyStance,
  Respondent,
  Rung,
  StayGround,
} from './terms.js';
import { FindingPhase, findingPhaseOn, liableOn, RemedyPhase, remedyPhaseOn } from './timeline.js';

@ObjectType('CaseDeadline', { description: 'What has to be done in a case by when, and the rule that sets it.' })
export class CaseDeadlineView {
  @Field(() => CaseDeadlineKind) kind!: CaseDeadlineKind;
  @Field(() => PlainDateScalar, { nullable: true, description: 'The last day; null while the case rests' })
  dueOn?: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'When it was done; null: not yet' }) doneOn?: string;
  @Field({ description: 'Id of the rule that sets it' }) rule!: string;
  @Field(() => String, { nullable: true, description: 'The finding or remedy that it is about' }) about?: string;
  @Field({ description: 'Missing it is a failure; a reply is a right, gone when its time is over' }) isDuty!: boolean;
  @Field({ description: 'It was not done by its last day, and is not done' }) isOverdue!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CaseLadder', { description: 'How far a matter has gone up between the parties (CMP-13).' })
export class CaseLadderView {
  @Field(() => Rung, { nullable: true, description: 'What time alone has brought: it should be sent by now' })
  due?: Rung;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Since when something is overdue' }) since?: string;
  @Field(() => Rung, { nullable: true, description: 'The highest that was sent' }) sent?: Rung;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CaseStep', { description: 'An act that moved a case.' })
export class CaseStepView {
  @Field({
    description: 'ADMIT, REJECT, CONCILIATE, SETTLE, INVESTIGATE, DECIDE, WITHDRAW, STAY, RESUME, CLOSE, REOPEN',
  })
  move!: string;
  @Field(() => PlainDateScalar) on!: string;
  @Field(() => ID, { nullable: true, description: 'The party whose act it is; null: the registry itself, or not told' })
  party?: string;
  @Field(() => CaseOutcome, { nullable: true, description: 'Of a decision' }) outcome?: CaseOutcome;
  @Field(() => InadmissibleGround, { nullable: true, description: 'Why it was not taken up' })
  inadmissibleBecause?: InadmissibleGround;
  @Field(() => String, { nullable: true, description: 'The body to which it was passed on' }) referredTo?: string;
  @Field(() => StayGround, { nullable: true, description: 'Why it rests' }) stayedBecause?: StayGround;
  @Field(() => String, { nullable: true, description: 'The body before which the same facts are' }) where?: string;
  @Field(() => String, { nullable: true, description: 'In words; null: none, or not for this reader (AUD-03)' })
  words?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('FindingReply', { description: 'What a respondent answered to a finding.' })
export class FindingReplyView {
  @Field(() => PlainDateScalar) on!: string;
  @Field(() => ReplyStance, { description: 'Accepted or contested' }) stance!: ReplyStance;
  @Field(() => String, { nullable: true, description: 'In words; null: none, or not for this reader (AUD-03)' })
  words?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('FindingVerdict', { description: 'A decision on a finding. The later replaces the earlier (CMP-14).' })
export class FindingVerdictView {
  @Field({ description: 'CONFIRMED, REVISED or WITHDRAWN' }) kind!: string;
  @Field(() => PlainDateScalar) on!: string;
  @Field(() => ID, { nullable: true, description: 'Who decided' }) party?: string;
  @Field(() => FindingResult, { nullable: true, description: 'Whether the duty was kept' }) result?: FindingResult;
  @Field(() => Severity, { nullable: true, description: 'How grave' }) severity?: Severity;
  @Field(() => Int, { nullable: true, description: 'Workers concerned; null: not told, or masked (IND-03)' })
  workers?: number;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CaseRemedy', { description: 'What is to be mended, by whom and by when, and whether it is (CMP-10).' })
export class CaseRemedyView {
  @Field(() => ID, { description: 'Its name within the case' }) remedy!: string;
  @Field(() => ID, { description: 'The finding that it mends' }) finding!: string;
  @Field(() => RemedyKind) kind!: RemedyKind;
  @Field(() => Respondent, { description: 'Who has to do it' }) owner!: Respondent;
  @Field(() => [LiableWith], { description: 'Who is liable beside (EMP-05)' }) liableWith!: LiableWith[];
  @Field(() => RemedyAmount, { nullable: true }) amount?: RemedyAmount;
  @Field(() => PlainDateScalar, { description: 'The last day as it was ordered; stays move it, see deadlines' })
  dueOn!: string;
  @Field(() => RemedyPhase, { description: 'On the day asked about' }) phase!: RemedyPhase;
  @Field(() => String, { nullable: true, description: 'In words; null: none, or not for this reader (AUD-03)' })
  words?: string;
  @Field(() => [EvidenceView], { description: 'The order, the claims and the checks' }) evidence!: EvidenceView[];
}

@ObjectType('CaseFinding', { description: 'What was found of a clause, and what became of it.' })
export class CaseFindingView {
  @Field(() => ID, { description: 'Its name within the case' }) finding!: string;
  @Field(() => ID) clause!: string;
  @Field(() => ClauseCode, { description: 'The matter of the clause' }) code!: ClauseCode;
  @Field(() => FindingPhase, { description: 'On the day asked about' }) phase!: FindingPhase;
  @Field(() => FindingResult, { description: 'Whether the duty was kept' }) result!: FindingResult;
  @Field(() => Severity, { description: 'How grave the breach is' }) severity!: Severity;
  @Field(() => Severity, { description: 'How severe the response is: milder after a disclosure in time (CMP-16)' })
  responseSeverity!: Severity;
  @Field({ description: 'Critical, and not mended and verified: an alert (CMP-11)' }) isAlert!: boolean;
  @Field(() => FactsPeriod, { description: 'When it happened' }) happened!: FactsPeriod;
  @Field(() => Int, {
    nullable: true,
    description: 'Workers concerned; each is one violation (CMP-09). null: not told, or masked',
  })
  workers?: number;
  @Field({ description: 'The number is small and masked for the public (IND-03)' }) workersMasked!: boolean;
  @Field(() => FoundBy, { description: 'Who found it (IND-02)' }) foundBy!: FoundBy;
  @Field(() => [FindingMethod], { description: 'How' }) methods!: FindingMethod[];
  @Field(() => PlainDateScalar, { description: 'When it was recorded as a draft' }) draftedOn!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'When the respondent was told' }) notifiedOn?: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Last day to reply; null: not told yet, or it rests' })
  replyUntil?: string;
  @Field(() => String, { nullable: true, description: 'How the respondent can still contest it; null: it cannot' })
  howToContest?: string;
  @Field(() => ID, { nullable: true, description: 'The duty that it is about' }) obligation?: string;
  @Field(() => String, { nullable: true, description: 'Which occurrence of the duty' }) occurrence?: string;
  @Field(() => String, { nullable: true, description: 'In words; null: none, or not for this reader (AUD-03)' })
  words?: string;
  @Field(() => [FindingReplyView], { description: 'What the respondent answered' }) replies!: FindingReplyView[];
  @Field(() => [FindingVerdictView], { description: 'Decisions on it, in order' }) verdicts!: FindingVerdictView[];
  @Field(() => [CaseRemedyView], { description: 'What is to be mended' }) remedies!: CaseRemedyView[];
  @Field(() => [EvidenceView], { description: 'The draft and the notice' }) evidence!: EvidenceView[];
}

@ObjectType('CaseComplainant', { description: 'Who complains, as far as this reader may know (CMP-02, CMP-03).' })
export class ComplainantView {
  @Field(() => ComplainantClass, { description: 'As what' }) as!: ComplainantClass;
  @Field(() => ID, { nullable: true, description: 'The organisation or government' }) party?: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Reference into the sealed store of whoever took the complaint; only for the secretariat, and for the respondent where the worker consents',
  })
  sealedReference?: string;
}

@ObjectType('Case', {
  implements: () => [Node],
  description: 'A complaint, a check or a disclosure, and what became of it, on one day as known on another.',
})
export class CaseView extends Node {
  @Field(() => CaseKind) kind!: CaseKind;
  @Field(() => PlainDateScalar, { description: 'When it was filed or begun' }) openedOn!: string;
  @Field(() => ID, { description: 'Under which it was opened' }) arrangementId!: string;
  @Field(() => [ID], { description: 'Clauses of the arrangement by their names in it' }) clauses!: string[];
  @Field(() => [ClauseCode], { description: 'Their matters' }) codes!: ClauseCode[];
  @Field(() => Respondent, { description: 'Who is held to have broken them' }) respondent!: Respondent;
  @Field(() => [ID], { description: 'On the day asked about: the respondent, and all who have to mend something' })
  liable!: string[];
  @Field(() => ComplainantView, { nullable: true, description: 'null: nobody complained' })
  complainant?: ComplainantView;
  @Field(() => CaseCorridor, { nullable: true, description: 'Between which countries the workers moved' })
  corridor?: CaseCorridor;
  @Field(() => FactsPeriod, { description: 'When it is said to have happened' }) happened!: FactsPeriod;
  @Field(() => String, { nullable: true, description: 'What is alleged; null: not for this reader (AUD-03)' })
  words?: string;
  @Field({ description: 'This reader sees all words of the case' }) wordsReadable!: boolean;
  @Field(() => CheckPrompt, { nullable: true, description: 'What a check was begun for' }) prompt?: CheckPrompt;
  @Field(() => ID, { nullable: true, description: 'The case that it belongs to, or came from' }) linkedTo?: string;
  @Field({ description: 'It is about what was done to whoever complained (CMP-03)' }) isReprisal!: boolean;
  @Field(() => ID, { nullable: true, description: 'Of a check: the sample that drew it' }) sample?: string;
  @Field(() => ID, { nullable: true, description: 'Of a disclosure: the case that was under way before (CMP-16)' })
  afterCase?: string;
  @Field(() => CasePhase, { description: 'On the day asked about' }) phase!: CasePhase;
  @Field(() => PlainDateScalar, { description: 'Since when' }) phaseSince!: string;
  @Field(() => CasePhase, { nullable: true, description: 'Of a case that rests: what it was before' })
  phaseBefore?: CasePhase;
  @Field({ description: 'Taken up because nobody decided in time (CMP-04)' }) isDeemedAdmissible!: boolean;
  @Field({ description: 'It was closed before, and opened again (CMP-12)' }) isReopened!: boolean;
  @Field(() => CaseOutcome, { nullable: true, description: 'null: not decided' }) outcome?: CaseOutcome;
  @Field(() => [EvidenceView], { description: 'The events that the phase rests on' }) phaseEvidence!: EvidenceView[];
  @Field(() => CaseDeadlineView, { nullable: true, description: 'What falls due next, and the rule that sets it' })
  nextDeadline?: CaseDeadlineView;
  @Field(() => [CaseDeadlineView], { description: 'Every limit, met or not, in the order of days' })
  deadlines!: CaseDeadlineView[];
  @Field({ description: 'Something is past its last day and not done' }) isOverdue!: boolean;
  @Field({ description: 'Nobody has done anything about it yet' }) isUnanswered!: boolean;
  @Field({ description: 'A critical finding is not mended and verified (CMP-11)' }) isAlert!: boolean;
  @Field(() => CaseLadderView, { description: 'How far up it is' }) ladder!: CaseLadderView;
  @Field(() => [CaseStepView], { description: 'What moved it, up to the day asked about' }) history!: CaseStepView[];
  @Field(() => [CaseFindingView], { description: 'What was found up to the day asked about' })
  findings!: CaseFindingView[];
  @Field(() => Int, {
    nullable: true,
    description: 'Workers concerned by confirmed findings, each once per finding (CMP-09); null: masked (IND-03)',
  })
  violations?: number;
  @Field(() => [EvidenceView], { description: 'The opening' }) evidence!: EvidenceView[];
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}

/** IND-03: workers concerned, as a reader sees it; undefined where it is masked, or not told. */
const shown = (workers: number | undefined, isPublic: boolean): number | undefined =>
  workers === undefined ? undefined : (masked(workers, isPublic).count ?? undefined);

/** A case as one reader sees it on one day. AUD-03: words are left out where they are not for this reader; the rest is not. */
export function viewCase(subject: Subject<CaseFile>, asOf: AsOfUsed, reader: Reader): CaseView {
  const file = subject.state;
  const day = asOf.effectiveOn;
  const isReadable = mayReadWords(reader, file);
  const isPublic = !isConcerned(reader, file);
  const witness = new Witness(asReadBy(reader, subject));
  const cite = (...seqs: number[]): EvidenceView[] => witness.of(...seqs);
  const say = (words: string | undefined) => (isReadable ? words : undefined);
  const at = phaseOn(file, day);
  const ladder = ladderOn(file, day);
  const overdue = new Set(overdueOn(file, day).map(keyOf));
  const deadline = (entry: CaseDeadline): CaseDeadlineView => ({
    ...entry,
    isOverdue: overdue.has(keyOf(entry)),
    evidence: cite(...entry.because),
  });
  const next = nextDeadline(file, day);
  const alerts = openCritical(file, day);
  const findings = file.findings.filter(({ on }) => on <= day);
  const workers = findings
    .map((finding) => confirmedOn(finding, day))
    .filter((content) => content && isAdverse(content.result));

  return Object.assign(new CaseView(), {
    id: subject.id,
    kind: file.kind,
    openedOn: file.openedOn,
    arrangementId: file.arrangement,
    clauses: file.clauses,
    codes: file.codes,
    respondent: file.respondent,
    liable: liableOn(file, day),
    complainant: complainantFor(reader, file),
    corridor: file.corridor,
    happened: file.facts,
    words: say(file.words),
    wordsReadable: isReadable,
    prompt: file.prompt,
    linkedTo: file.linkedTo,
    isReprisal: file.isReprisal,
    sample: file.sample,
    afterCase: file.afterCase,
    phase: at.phase,
    phaseSince: at.since,
    phaseBefore: at.under,
    isDeemedAdmissible: at.isDeemed,
    isReopened: at.isReopened,
    outcome: at.outcome,
    phaseEvidence: cite(...at.because),
    nextDeadline: next && deadline(next),
    deadlines: deadlinesOf(file, day).map(deadline),
    isOverdue: at.phase !== 'CLOSED' && overdue.size > 0,
    isUnanswered: (at.phase === 'SUBMITTED' || at.phase === 'ADMISSIBLE') && !file.steps.some(({ on }) => on <= day),
    isAlert: alerts.length > 0,
    ladder: { due: ladder.due, since: ladder.since, sent: ladder.sent, evidence: cite(...ladder.because) },
    history: inOrder(file.steps)
      .filter(({ on }) => on <= day)
      .map((step) => ({
        move: step.move,
        on: step.on,
        party: step.by.party,
        outcome: step.move === 'DECIDE' ? step.outcome : undefined,
        inadmissibleBecause: step.move === 'REJECT' ? step.ground : undefined,
        referredTo: step.move === 'REJECT' ? step.referredTo : undefined,
        stayedBecause: step.move === 'STAY' ? step.ground : undefined,
        where: step.move === 'STAY' ? step.where : undefined,
        words: 'words' in step ? say(step.words) : undefined,
        evidence: cite(step.seq),
      })),
    findings: findings.map((finding) =>
      viewFinding(file, finding, day, { cite, say, isPublic, isAlert: alerts.includes(finding) }),
    ),
    violations: shown(
      workers.reduce((sum, content) => sum + (content!.workers ?? 0), 0),
      isPublic,
    ),
    evidence: cite(file.seq),
    asOf,
  });
}

const keyOf = ({ kind, about, dueOn }: CaseDeadline) => `${kind} ${about} ${dueOn}`;

/** CMP-03: the respondent learns of a worker only what the worker consents to; nobody else has to know. */
function complainantFor({ actor }: Reader, { complainant, spokenForBy }: CaseFile): ComplainantView | undefined {
  if (!complainant) return undefined;
  const { as, party, sealedReference, consentsToDisclosure = false } = complainant;
  const isRespondent = spokenForBy !== undefined && actor?.onBehalfOf === spokenForBy;
  const isMeant = actor?.role === 'SECRETARIAT' || (isRespondent && consentsToDisclosure);
  return { as, party, sealedReference: isMeant ? sealedReference : undefined };
}

interface Seeing {
  cite: (...seqs: number[]) => EvidenceView[];
  say: (words: string | undefined) => string | undefined;
  isPublic: boolean;
  isAlert: boolean;
}

function viewFinding(file: CaseFile, finding: Finding, day: PlainDate, seeing: Seeing): CaseFindingView {
  const { cite, say, isPublic, isAlert } = seeing;
  const content = contentOn(finding, day);
  const phase = findingPhaseOn(file, finding, day);
  const notified = finding.notified && finding.notified.on <= day ? finding.notified : undefined;
  const reply = deadlinesOf(file, day).find(({ kind, about }) => kind === 'REPLY' && about === finding.finding);
  const workers = shown(content.workers, isPublic);
  return {
    finding: finding.finding,
    clause: content.clause,
    code: content.code,
    phase,
    result: content.result,
    severity: content.severity,
    responseSeverity: responseTo(file, content.severity),
    isAlert,
    happened: content.facts,
    workers,
    workersMasked: workers !== content.workers,
    foundBy: finding.foundBy,
    methods: finding.methods,
    draftedOn: finding.on,
    notifiedOn: notified?.on,
    replyUntil: notified && reply?.dueOn,
    howToContest: contesting(phase, reply?.dueOn),
    obligation: finding.obligation,
    occurrence: finding.occurrence,
    words: say(content.words),
    replies: inOrder(finding.replies)
      .filter(({ on }) => on <= day)
      .map(({ on, stance, words, seq }) => ({ on, stance, words: say(words), evidence: cite(seq) })),
    verdicts: inOrder(finding.verdicts)
      .filter(({ on }) => on <= day)
      .map((verdict) => ({
        kind: verdict.kind,
        on: verdict.on,
        party: (verdict.by satisfies Doer).party,
        ...(verdict.kind === 'WITHDRAWN'
          ? {}
          : {
              result: verdict.content.result,
              severity: verdict.content.severity,
              workers: shown(verdict.content.workers, isPublic),
            }),
        evidence: cite(verdict.seq),
      })),
    remedies: file.remedies
      .filter((remedy) => remedy.finding === finding.finding && remedy.orderedOn <= day)
      .map((remedy) => viewRemedy(file, remedy, day, seeing)),
    evidence: cite(finding.seq, ...(notified ? [notified.seq] : [])),
  };
}

/** What a respondent can do about a finding: employers ask how to contest it. */
function contesting(phase: FindingPhase, until: PlainDate | undefined): string | undefined {
  switch (phase) {
    case 'REPLY_DUE':
      return `Reply with replyToFinding, stance CONTESTED${until ? `, by ${until}` : ''}; it is not confirmed before you have answered or the time is over.`;
    case 'UNANSWERED':
    case 'ACCEPTED':
    case 'CONTESTED':
      return 'A reply with replyToFinding is recorded until it is decided on, and after.';
    case 'CONFIRMED':
    case 'CORRECTION_DUE':
    case 'OVERDUE':
      return 'Bring new facts to the authority: it can revise or withdraw the finding (CMP-14).';
    case 'DRAFT':
    case 'VERIFIED':
    case 'WITHDRAWN':
      return undefined;
  }
}

const viewRemedy = (file: CaseFile, remedy: Remedy, day: PlainDate, { cite, say }: Seeing): CaseRemedyView => ({
  remedy: remedy.remedy,
  finding: remedy.finding,
  kind: remedy.kind,
  owner: remedy.owner,
  liableWith: remedy.liableWith ?? [],
  amount: remedy.amount,
  dueOn: remedy.dueOn,
  phase: remedyPhaseOn(file, remedy, day),
  words: say(remedy.words),
  evidence: cite(
    remedy.seq,
    ...[...remedy.claims, ...remedy.checks].filter(({ on }) => on <= day).map(({ seq }) => seq),
  ),
});
