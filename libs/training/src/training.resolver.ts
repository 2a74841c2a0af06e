import { afterSuspensions, type Arrangement, arrangementsProjection, ArrangementView } from '#arrangements';
import {
  AsOf,
  connectionOf,
  type Database,
  type EventLog,
  EvidenceView,
  InjectDatabase,
  InjectLog,
  isSmall,
  latest,
  load,
  type Page,
  PageArgs,
  PlainDateScalar,
  ReadModel,
  type RequestContext,
  SeqScalar,
  type Subject,
  Witness,
} from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import {
  Args,
  Context,
  Field,
  Float,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Commitment } from './commitment.js';
import {
  CountedShareView,
  TrainingCommitmentView,
  TrainingOutcomeView,
  TrainingResultView,
  viewCommitment,
} from './commitment.view.js';
import { maskSmall } from './shares.js';
import type { OutcomeCount } from './outcomes.js';
import { CommitmentStatus, commitmentStatusOn, pledgeOn } from './status.js';
import { TeachOutState, teachOutOn } from './teach-out.js';
import { AgeBand, CountedSex, Track, WorkerCost } from './terms.js';
import { WorkerCostFlag, workerCostsOn } from './worker-costs.js';
import { onDay, trainingProjection } from './training.projection.js';
import {
  BalanceFilter,
  OutcomeFilter,
  OutcomeTotal,
  OutcomeTotals,
  SkillsBalances,
  TrainingDimension,
  TrainingFilter,
  TrainingTotal,
  TrainingTotals,
} from './training-filter.js';
import {
  BalanceSkills,
  GetTrainingCommitment,
  ListTrainingCommitments,
  TotalOutcomes,
  TotalTraining,
} from './training.query.js';

export const { Connection: TrainingCommitmentConnection, ConnectionResolver: TrainingCommitmentConnectionResolver } =
  connectionOf('TrainingCommitment', () => TrainingCommitmentView);

@Resolver(() => TrainingCommitmentView)
export class TrainingResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => TrainingCommitmentView, {
    nullable: true,
    description: 'One training commitment, on one day, as known on another.',
  })
  trainingCommitment(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true }) atLeast?: number,
  ): Promise<TrainingCommitmentView | null> {
    return this.queries.execute(new GetTrainingCommitment(id, asOf, atLeast));
  }

  @Query(() => TrainingCommitmentConnection, {
    description: 'Training commitments, the earliest due first; those without a due date come last.',
  })
  trainingCommitments(
    @Args() page: PageArgs,
    @Args('arrangement', { type: () => ID, nullable: true }) arrangement?: string,
    @Args('track', { type: () => Track, nullable: true }) track?: Track,
    @Args('overdueOnly', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those known to be overdue on the day asked about',
    })
    overdueOnly?: boolean,
    @Args('filter', {
      type: () => TrainingFilter,
      nullable: true,
      description: 'Further conditions; all hold together',
    })
    filter?: TrainingFilter,
  ): Promise<Page<TrainingCommitmentView>> {
    return this.queries.execute(
      new ListTrainingCommitments(
        {
          ...filter,
          arrangement: arrangement ?? filter?.arrangement,
          track: track ?? filter?.track,
          status: overdueOnly ? ['OVERDUE'] : filter?.status,
        },
        page,
      ),
    );
  }

  @Query(() => TrainingTotals, {
    description:
      'Training commitments added up: what was promised and delivered, to how many women and young people, and what is late. What each counts is shown by the commitments themselves.',
  })
  trainingTotals(
    @Args('by', { type: () => TrainingDimension, description: 'By what they are added up' }) by: TrainingDimension,
    @Args('filter', { type: () => TrainingFilter, nullable: true }) filter?: TrainingFilter,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<TrainingTotals> {
    return this.queries.execute(new TotalTraining(by, filter ?? {}, asOf, atLeast));
  }

  @Query(() => OutcomeTotals, {
    description:
      'What became of those who were trained, added up by corridor and measure; return and reintegration among them. Claims stand apart from what was verified.',
  })
  trainingOutcomes(
    @Args('filter', { type: () => OutcomeFilter, nullable: true }) filter?: OutcomeFilter,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<OutcomeTotals> {
    return this.queries.execute(new TotalOutcomes(filter ?? {}, asOf, atLeast));
  }

  @Query(() => SkillsBalances, {
    description:
      'Skills demanded against skills trained, by groups of ISCO-08. Codes that are coarser than the groups stand by themselves.',
  })
  skillsBalance(
    @Args('digits', { type: () => Int, description: 'Digits of the groups, 1 to 4', defaultValue: 2 }) digits: number,
    @Args('filter', { type: () => BalanceFilter, nullable: true }) filter?: BalanceFilter,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<SkillsBalances> {
    return this.queries.execute(new BalanceSkills(digits, filter ?? {}, asOf, atLeast));
  }
}

/** Shows the training commitments of an arrangement, as known when the arrangement is. */
@Resolver(() => ArrangementView)
export class ArrangementTrainingResolver {
  private readonly commitments: ReadModel<Commitment>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  @ResolveField(() => [TrainingCommitmentView], { description: 'The earliest due first' })
  async trainingCommitments(
    @Parent() { id, asOf }: ArrangementView,
    @Context() context: object,
  ): Promise<TrainingCommitmentView[]> {
    const { knownSize: size, effectiveOn: day } = asOf;
    const subjects = await load(context, `training on ${day} at ${size}`, id, (ids) =>
      this.commitments.groupedBy('arrangement', ids, {
        index: 'facet',
        conditions: [onDay(day)],
        orderBy: 'due',
        size,
      }),
    );
    return (subjects ?? []).map((subject) => viewCommitment(subject, asOf));
  }
}

@ObjectType({
  description: 'Where a commitment stands when the suspensions that stopped its time limit are counted (ARR-16).',
})
export class AfterSuspensionsView {
  @Field(() => PlainDateScalar, { nullable: true, description: 'Its due date, as moved; null: none is on record' })
  dueOn?: string;
  @Field(() => Int, { description: 'Days for which the time limit stood still' }) daysStopped!: number;
  @Field(() => CommitmentStatus, { description: 'Held against that date' }) status!: CommitmentStatus;
}

@ObjectType('TeachOut', { description: 'What the end of the arrangement leaves of a commitment (TRN-10).' })
export class TeachOutView {
  @Field(() => PlainDateScalar, { description: 'First day on which the arrangement no longer holds' }) endedOn!: string;
  @Field(() => TeachOutState, { description: 'What is left of it' }) state!: TeachOutState;
  @Field(() => Int, { nullable: true, description: 'Enrolled at the end, and not yet on record as delivered' })
  toFinish?: number;
  @Field(() => [EvidenceView], { description: 'The end' }) evidence!: EvidenceView[];
}

@ObjectType('WorkerCostFinding', { description: 'A cost of training on the worker that is flagged, and why (TRN-12).' })
export class WorkerCostFindingView {
  @Field(() => WorkerCostFlag, { description: 'What is found' }) flag!: WorkerCostFlag;
  @Field(() => WorkerCost, { description: 'The cost that it is found in' }) cost!: WorkerCost;
  @Field(() => [ID], { description: 'Clauses of the arrangement on fees that are owed on the day' })
  forbiddenBy!: string[];
  @Field({ description: 'The commitment itself says that training costs the worker nothing' }) againstOwnText!: boolean;
}

/** What a commitment owes to the arrangement it stands under: ARR-16, TRN-10, TRN-12. */
@Resolver(() => TrainingCommitmentView)
export class UnderArrangementResolver {
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly commitments: ReadModel<Commitment>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  private async both(
    { id, arrangementId, asOf: { knownSize: size } }: TrainingCommitmentView,
    context: object,
  ): Promise<[Commitment, Subject<Arrangement> | undefined]> {
    const [commitment, arrangement] = await Promise.all([
      load(context, `training at ${size}`, id, (ids) => this.commitments.many(ids, size)),
      load(context, `arrangements at ${size}`, arrangementId, (ids) => this.arrangements.many(ids, size)),
    ]);
    return [commitment!.state, arrangement];
  }

  @ResolveField(() => TeachOutView, {
    nullable: true,
    description: 'What the end of the arrangement leaves of it; null while the arrangement has not ended (TRN-10)',
  })
  async teachOut(@Parent() view: TrainingCommitmentView, @Context() context: object): Promise<TeachOutView | null> {
    const [commitment, arrangement] = await this.both(view, context);
    const found = arrangement && teachOutOn(commitment, arrangement.state, view.asOf.effectiveOn);
    if (!found) return null;
    const { endBecause, ...teachOut } = found;
    return { ...teachOut, evidence: new Witness(arrangement).of(...endBecause) };
  }

  @ResolveField(() => [WorkerCostFindingView], {
    description: 'Bonds, paying back, and charges that a clause on fees or its own text forbids (TRN-12)',
  })
  async workerCostFindings(
    @Parent() view: TrainingCommitmentView,
    @Context() context: object,
  ): Promise<WorkerCostFindingView[]> {
    if (view.workerCosts.length === 0) return [];
    const [commitment, arrangement] = await this.both(view, context);
    return workerCostsOn(commitment, arrangement?.state, view.asOf.effectiveOn);
  }

  /** ARR-16: a suspension stops time limits only where it says so. */
  @ResolveField(() => AfterSuspensionsView, {
    description: 'Where it stands when the suspensions of the arrangement that stopped its time limit are counted',
  })
  async afterSuspensions(
    @Parent() view: TrainingCommitmentView,
    @Context() context: object,
  ): Promise<AfterSuspensionsView> {
    const day = view.asOf.effectiveOn;
    const [state, arrangement] = await this.both(view, context);
    const pledge = pledgeOn(state, day);
    const due = pledge.value.dueOn;
    if (due === undefined || !arrangement) return { daysStopped: 0, status: commitmentStatusOn(state, day).status };
    const moved = afterSuspensions(arrangement.state, 'TRAINING', latest(due), day);
    const extended = moved.days === 0 ? pledge : { ...pledge, value: { ...pledge.value, dueOn: moved.dueOn } };
    return {
      dueOn: moved.dueOn,
      daysStopped: moved.days,
      status: commitmentStatusOn(state, day, extended).status,
    };
  }
}

@ObjectType('ShownCount', { description: 'How many of one sex and age, as far as the reader may see (IND-03).' })
export class ShownCountView {
  @Field(() => CountedSex, { description: 'UNDISCLOSED where not told' }) sex!: CountedSex;
  @Field(() => AgeBand, { description: 'UNDISCLOSED where not told' }) ageBand!: AgeBand;
  @Field(() => Int, { nullable: true, description: 'null: masked' }) number?: number;
  @Field({ description: 'Left out, because it is small or would give a small one away' }) masked!: boolean;
}

/** IND-03: who speaks for nobody is the public, and sees no small counts in a breakdown. */
@Resolver(() => TrainingResultView)
export class ShownResultResolver {
  @ResolveField(() => [ShownCountView], {
    nullable: true,
    description: 'The number by sex and age (TRN-04); small counts are masked to the public. null: not told',
  })
  breakdown(
    @Parent() { breakdown }: TrainingResultView,
    @Context() { actor }: RequestContext,
  ): ShownCountView[] | null {
    if (!breakdown) return null;
    return actor ? breakdown.map((cell) => ({ ...cell, masked: false })) : maskSmall(breakdown);
  }
}

@Resolver(() => CountedShareView)
export class ShownShareResolver {
  @ResolveField(() => Float, {
    nullable: true,
    description: 'Per cent, if none who did not tell belong; null: not counted, or masked to the public',
  })
  percentLeast(@Parent() share: CountedShareView, @Context() context: RequestContext): number | null {
    return isShown(share, context) ? (share.percentLeast ?? null) : null;
  }

  @ResolveField(() => Float, {
    nullable: true,
    description: 'Per cent, if all who did not tell belong; null: not counted, or masked to the public',
  })
  percentMost(@Parent() share: CountedShareView, @Context() context: RequestContext): number | null {
    return isShown(share, context) ? (share.percentMost ?? null) : null;
  }
}

const isShown = ({ isSmall }: CountedShareView, { actor }: RequestContext): boolean => actor !== undefined || !isSmall;

@ObjectType('ShownOutcomeCount', { description: 'An outcome by sex and age, as far as the reader may see (IND-03).' })
export class ShownOutcomeCountView {
  @Field(() => CountedSex, { description: 'UNDISCLOSED where not told' }) sex!: CountedSex;
  @Field(() => AgeBand, { description: 'UNDISCLOSED where not told' }) ageBand!: AgeBand;
  @Field(() => Int, { nullable: true, description: 'How many were followed up; null: masked' }) of?: number;
  @Field(() => Int, { nullable: true, description: 'For how many it is so; null: masked' }) number?: number;
  @Field({ description: 'Left out, because it is small or would give a small one away' }) masked!: boolean;
}

/** IND-03: of small cohorts, and where it is so for a few only, the public sees no counts. */
const isOutcomeShown = ({ of, number }: { of: number; number?: number }, { actor }: RequestContext): boolean =>
  actor !== undefined || (!isSmall(of) && !isSmall(number ?? 0) && !isSmall(of - (number ?? of)));

@Resolver(() => TrainingOutcomeView)
export class ShownOutcomeResolver {
  @ResolveField(() => Int, { nullable: true, description: 'How many were followed up; null: masked to the public' })
  of(@Parent() outcome: TrainingOutcomeView, @Context() context: RequestContext): number | null {
    return isOutcomeShown(outcome, context) ? outcome.of : null;
  }

  @ResolveField(() => Int, { nullable: true, description: 'For how many it is so; null: a change, or masked' })
  number(@Parent() outcome: TrainingOutcomeView, @Context() context: RequestContext): number | null {
    return isOutcomeShown(outcome, context) ? (outcome.number ?? null) : null;
  }

  @ResolveField(() => Float, {
    nullable: true,
    description: 'Per cent for whom it is so, computed; null: as of number',
  })
  percent(@Parent() outcome: TrainingOutcomeView, @Context() context: RequestContext): number | null {
    return isOutcomeShown(outcome, context) && outcome.number !== undefined
      ? percentOf(outcome.number, outcome.of)
      : null;
  }

  @ResolveField(() => [ShownOutcomeCountView], {
    nullable: true,
    description: 'By sex and age; small counts are masked to the public. null: not told, or masked as a whole',
  })
  breakdown(
    @Parent() outcome: TrainingOutcomeView,
    @Context() context: RequestContext,
  ): ShownOutcomeCountView[] | null {
    const { breakdown } = outcome;
    if (!breakdown || !isOutcomeShown(outcome, context)) return null;
    if (context.actor) return breakdown.map((cell) => ({ ...cell, masked: false }));
    // A cell is as small as the smallest group that it tells apart.
    const smallest = ({ of, number }: OutcomeCount) =>
      Math.min(...[number, of - number].filter((count) => count > 0), Math.max(of, 0));
    return maskSmall(breakdown.map((cell) => ({ cell, number: smallest(cell) }))).map(
      ({ cell: { sex, ageBand, of, number }, masked }) =>
        masked ? { sex, ageBand, masked } : { sex, ageBand, of, number, masked },
    );
  }
}

@Resolver(() => OutcomeTotal)
export class ShownOutcomeTotalResolver {
  @ResolveField(() => Int, { nullable: true, description: 'How many were followed up; null: masked to the public' })
  of(@Parent() total: OutcomeTotal, @Context() context: RequestContext): number | null {
    return isOutcomeShown(total, context) ? total.of : null;
  }

  @ResolveField(() => Int, { nullable: true, description: 'For how many it is so; null: masked to the public' })
  number(@Parent() total: OutcomeTotal, @Context() context: RequestContext): number | null {
    return isOutcomeShown(total, context) ? total.number : null;
  }

  @ResolveField(() => Float, { nullable: true, description: 'Per cent, computed; null: masked to the public' })
  percent(@Parent() total: OutcomeTotal, @Context() context: RequestContext): number | null {
    return isOutcomeShown(total, context) ? percentOf(total.number, total.of) : null;
  }
}

@Resolver(() => TrainingTotal)
export class ShownTotalResolver {
  @ResolveField(() => Int, {
    nullable: true,
    description: 'Women and girls delivered, as far as counted by sex; null: not counted, or masked to the public',
  })
  women(@Parent() { women, delivered }: TrainingTotal, @Context() context: RequestContext): number | null {
    return shownPart(women, delivered, context);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Young people delivered, as far as counted by age; null: not counted, or masked to the public',
  })
  youth(@Parent() { youth, delivered }: TrainingTotal, @Context() context: RequestContext): number | null {
    return shownPart(youth, delivered, context);
  }
}

/** IND-03: neither a small part, nor one beside which a small rest is left. */
const shownPart = (part: number | null, whole: number | null, { actor }: RequestContext): number | null =>
  part === null || actor || !(isSmall(part) || isSmall((whole ?? part) - part)) ? part : null;

const percentOf = (number: number, of: number): number => Math.round((number / of) * 10_000) / 100;
