import { afterSuspensions, type Arrangement, arrangementsProjection, ArrangementView } from '#arrangements';
import {
  AsOf,
  connectionOf,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  latest,
  load,
  type Page,
  PageArgs,
  PlainDateScalar,
  ReadModel,
  SeqScalar,
} from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Commitment } from './commitment.js';
import { TrainingCommitmentView, viewCommitment } from './commitment.view.js';
import { CommitmentStatus, commitmentStatusOn, pledgeOn } from './status.js';
import { Track } from './terms.js';
import { onDay, trainingProjection } from './training.projection.js';
import { GetTrainingCommitment, ListTrainingCommitments } from './training.query.js';

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
  ): Promise<Page<TrainingCommitmentView>> {
    return this.queries.execute(new ListTrainingCommitments({ arrangement, track, overdueOnly }, page));
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

/** ARR-16: a suspension stops time limits only where it says so. */
@Resolver(() => TrainingCommitmentView)
export class SuspendedTrainingResolver {
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly commitments: ReadModel<Commitment>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.commitments = new ReadModel(trainingProjection, db, log);
  }

  @ResolveField(() => AfterSuspensionsView, {
    description: 'Where it stands when the suspensions of the arrangement that stopped its time limit are counted',
  })
  async afterSuspensions(
    @Parent() { id, arrangementId, asOf: { effectiveOn: day, knownSize: size } }: TrainingCommitmentView,
    @Context() context: object,
  ): Promise<AfterSuspensionsView> {
    const [commitment, arrangement] = await Promise.all([
      load(context, `training at ${size}`, id, (ids) => this.commitments.many(ids, size)),
      load(context, `arrangements at ${size}`, arrangementId, (ids) => this.arrangements.many(ids, size)),
    ]);
    const { state } = commitment!;
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
