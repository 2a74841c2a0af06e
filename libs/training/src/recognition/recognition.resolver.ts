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
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { TrainingCommitmentView } from '../commitment.view.js';
import type { MutualRecognition } from './mutual-recognition.js';
import { MutualRecognitionView, viewMutualRecognition } from './mutual-recognition.view.js';
import { RecognitionFilter, RecognitionMeasures } from './recognition-filter.js';
import type { Recognition } from './recognition.js';
import { onDay } from '../training.projection.js';
import { mraProjection, recognitionProjection } from './recognition.projection.js';
import { GetMutualRecognition, GetRecognition, ListRecognitions, MeasureRecognition } from './recognition.query.js';
import { RecognitionView, viewRecognition } from './recognition.view.js';

export const { Connection: RecognitionConnection, ConnectionResolver: RecognitionConnectionResolver } = connectionOf(
  'Recognition',
  () => RecognitionView,
);

@Resolver(() => RecognitionView)
export class RecognitionResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => RecognitionView, {
    nullable: true,
    description: 'One request for recognition, on one day, as known on another.',
  })
  recognition(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<RecognitionView | null> {
    return this.queries.execute(new GetRecognition(id, asOf, atLeast));
  }

  @Query(() => RecognitionConnection, { description: 'Requests for recognition, the earliest first.' })
  recognitions(
    @Args() page: PageArgs,
    @Args('filter', { type: () => RecognitionFilter, nullable: true }) filter?: RecognitionFilter,
  ): Promise<Page<RecognitionView>> {
    return this.queries.execute(new ListRecognitions(filter ?? {}, page));
  }

  @Query(() => RecognitionMeasures, {
    description:
      'Which qualifications are recognised between whom, and how long it takes: the median, and from how many decisions. Training and status of the filter are not regarded.',
  })
  recognitionTimes(
    @Args('first', { type: () => Int, description: 'How many rows, 1 to 100' }) first: number,
    @Args('filter', { type: () => RecognitionFilter, nullable: true }) filter?: RecognitionFilter,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<RecognitionMeasures> {
    return this.queries.execute(new MeasureRecognition(filter ?? {}, first, asOf, atLeast));
  }

  @Query(() => MutualRecognitionView, {
    nullable: true,
    description: 'Mutual recognition under an arrangement, on one day, as known on another (REC-02).',
  })
  mutualRecognition(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<MutualRecognitionView | null> {
    return this.queries.execute(new GetMutualRecognition(id, asOf, atLeast));
  }
}

/** Shows mutual recognition and requests with an arrangement, as known when the arrangement is. */
@Resolver(() => ArrangementView)
export class ArrangementRecognitionResolver {
  private readonly mras: ReadModel<MutualRecognition>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.mras = new ReadModel(mraProjection, db, log);
  }

  @ResolveField(() => [MutualRecognitionView], { description: 'Mutual recognition that it provides for (REC-02)' })
  async mutualRecognition(
    @Parent() { id, asOf }: ArrangementView,
    @Context() context: object,
  ): Promise<MutualRecognitionView[]> {
    const size = asOf.knownSize;
    const found = await load(context, `mutual recognition at ${size}`, id, (ids) =>
      this.mras.groupedBy('arrangement', ids, { index: 'facet', conditions: [], orderBy: 'opened', size }),
    );
    return (found ?? []).map((subject) => viewMutualRecognition(subject, asOf));
  }
}

/** Shows the requests for recognition that come from a training commitment. */
@Resolver(() => TrainingCommitmentView)
export class TrainingRecognitionResolver {
  private readonly requests: ReadModel<Recognition>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.requests = new ReadModel(recognitionProjection, db, log);
  }

  @ResolveField(() => [RecognitionView], { description: 'Requests to have what was learned recognised' })
  async recognitions(
    @Parent() { id, asOf }: TrainingCommitmentView,
    @Context() context: object,
  ): Promise<RecognitionView[]> {
    const { knownSize: size, effectiveOn: day } = asOf;
    const found = await load(context, `recognition on ${day} at ${size}`, id, (ids) =>
      this.requests.groupedBy('training', ids, {
        index: 'facet',
        conditions: [onDay(day)],
        orderBy: 'requested',
        size,
      }),
    );
    return (found ?? []).map((subject) => viewRecognition(subject, asOf));
  }
}
