import {
  type Arrangement,
  ArrangementView,
  ClauseStanding,
  clauseStandingOn,
  ClauseView,
  isOwed,
  jurisdictionsOf,
  scopeOn,
  viewClauses,
} from '#arrangements';
import { AsOfUsed, choices, EvidenceView, type Subject, Witness } from '#kernel';
import { EmployerView } from '#parties';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DutyStatusView } from '../status/duty-status.view.js';
import { covers, type HiringInput } from './hiring.js';
import { SharedRemedy } from './shared-remedies.js';

@ObjectType({ description: 'One clause that employers owe, as it reads on the day asked about.' })
export class EmployerDuty {
  @Field(() => ID, { description: 'Whose clause it is' }) arrangementId!: string;
  @Field(() => ClauseView, { description: 'Its matter, exact text, article and evidence' }) clause!: ClauseView;
  @Field(() => ClauseStanding, { description: 'Why it is owed on the day' }) standing!: ClauseStanding;
  @Field(() => ID, { description: 'In whose jurisdiction' }) jurisdiction!: string;
  @Field({ description: 'The same as a sentence' }) says!: string;
  @Field(() => [DutyStatusView], {
    description: 'What is open on the day, of the class or of this employer: by when, what counts as proof, and why',
  })
  statuses!: DutyStatusView[];
  @Field(() => [EvidenceView], { description: 'The events by which it is owed' }) evidence!: EvidenceView[];
  /** What it shows, for fields that are computed on demand. */
  subject!: Subject<Arrangement>;
  asOf!: AsOfUsed;
}

@ObjectType({ description: 'What an employer owes, worked out anew for each question (EMP-01).' })
export class EmployerDuties {
  @Field(() => EmployerView, {
    nullable: true,
    description: 'With its approvals, restrictions and record keeping; null: any employer',
  })
  employer?: EmployerView;
  @Field(() => [ArrangementView], { description: 'The arrangements that reach the hiring, in order of ids' })
  arrangements!: ArrangementView[];
  @Field(() => [EmployerDuty], { description: 'By arrangement and clause' }) duties!: EmployerDuty[];
  @Field(() => [SharedRemedy], {
    description: 'What recruiters or others have to mend and the employer answers for as well (EMP-05)',
  })
  sharedRemedies!: SharedRemedy[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  /** What was asked, to ask it of another day. */
  hiring!: HiringInput & { destination: string };
}

export const DutyChangeKind = choices(
  'DutyChangeKind',
  {
    ADDED: 'It is owed now, and was not then.',
    REMOVED: 'It was owed then, and is not now.',
    REWORDED: 'It reads otherwise.',
  },
  'How what an employer owes has changed.',
);
export type DutyChangeKind = keyof typeof DutyChangeKind;

@ObjectType({ description: 'One clause of which an employer owes another thing than on an earlier day.' })
export class DutyChange {
  @Field(() => DutyChangeKind, { description: 'How it changed' }) kind!: DutyChangeKind;
  @Field(() => ID, { description: 'Whose clause it is' }) arrangementId!: string;
  @Field(() => ClauseView, { nullable: true, description: 'As it read then; null: it was not owed' })
  before?: ClauseView;
  @Field(() => ClauseView, { nullable: true, description: 'As it reads now; null: it is not owed' }) after?: ClauseView;
}

/** What an employer owes now and did not then, or the other way round, or in other words. Pure. */
export function changedDuties(then: readonly EmployerDuty[], now: readonly EmployerDuty[]): DutyChange[] {
  const keyOf = ({ arrangementId, clause }: EmployerDuty) => `${arrangementId} ${clause.clause}`;
  const [before, after] = [then, now].map((duties) => new Map(duties.map((duty) => [keyOf(duty), duty])));
  return [...new Set([...before!.keys(), ...after!.keys()])].sort().flatMap((key): DutyChange[] => {
    const [old, current] = [before!.get(key), after!.get(key)];
    const { arrangementId } = (current ?? old)!;
    const sides = { arrangementId, before: old?.clause, after: current?.clause };
    if (!old) return [{ kind: 'ADDED', ...sides }];
    if (!current) return [{ kind: 'REMOVED', ...sides }];
    const same = JSON.stringify(old.clause.content) === JSON.stringify(current.clause.content);
    return same ? [] : [{ kind: 'REWORDED', ...sides }];
  });
}

/**
 * EMP-01: the clauses of one arrangement that employers of a destination owe on a day: those that name employers as bearers
 * within its jurisdiction, and are then applied. None where the scope does not cover the hiring. Pure.
 */
export function dutiesUnder(
  subject: Subject<Arrangement>,
  hiring: HiringInput & { destination: string },
  asOf: AsOfUsed,
): EmployerDuty[] {
  const { state } = subject;
  const day = asOf.effectiveOn;
  if (!covers(scopeOn(state, day), hiring)) return [];
  if (!jurisdictionsOf(state, 'EMPLOYER', day).includes(hiring.destination)) return [];
  return viewClauses(subject, asOf)
    .filter(({ content }) => content.answer === 'PRESENT' && content.bearers.includes('EMPLOYER'))
    .map((clause) => ({ clause, ...clauseStandingOn(state, clause.clause, day) }))
    .filter(isOwed)
    .map(({ clause, standing, because }) => ({
      arrangementId: subject.id,
      clause,
      standing,
      jurisdiction: hiring.destination,
      statuses: [],
      says: sentenceOf(clause, standing, hiring.destination),
      evidence: [...clause.evidence, ...new Witness(subject).of(...because)],
      subject,
      asOf,
    }));
}

const BECAUSE: Partial<Record<ClauseStanding, string>> = {
  PROVISIONAL: ', which is applied provisionally',
  SURVIVES: ', which outlives the end of the arrangement',
};

const BINDS: Record<ClauseView['content']['modality'], string> = {
  SHALL: 'Employers',
  SHOULD: 'As a recommendation, employers',
  ENDEAVOURS: 'As a promise to try, employers',
  REFERS_TO_NATIONAL_LAW: 'As far as national law says so, employers',
  NOT_CODED: 'As far as is known, employers',
};

function sentenceOf({ title, content }: ClauseView, standing: ClauseStanding, destination: string): string {
  const where = content.locator === undefined ? '' : ` by ${content.locator}`;
  return `${BINDS[content.modality]} in ${destination} owe${where}: ${title}${BECAUSE[standing] ?? ''}.`;
}
