import { ArrangementView } from '#arrangements';
import {
  AsOf,
  connectionOf,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  load,
  type Page,
  PageArgs,
  ReadModel,
  SeqScalar,
} from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Commitment } from './commitment.js';
import { TrainingCommitmentView, viewCommitment } from './commitment.view.js';
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
