import {
  type Arrangement,
  arrangementsProjection,
  ArrangementView,
  ClauseView,
  viewArrangement,
  viewClauses,
} from '#arrangements';
import { Readers } from '#cases';
import {
  connectionOf,
  type Database,
  type EventLog,
  EvidenceView,
  InjectDatabase,
  InjectLog,
  load,
  type Page,
  PageArgs,
  ReadModel,
  type RequestContext,
  type Subject,
} from '#kernel';
import { type Explanation, IntervalView, type Interval, ObligationTerms, viewInterval } from '#rights';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { termsOn } from './duty.js';
import { DutyFilter } from './duty-filter.js';
import { dutyAsReadBy, DutyReader, type KnownDuty } from './duty-reader.handler.js';
import { DutyStatusView, MissingRecordView, missingIn } from './duty-status.view.js';
import { ListDutyStatuses } from './statuses.query.js';
import { BEGINNING } from './status-rows.js';

export const { Connection: DutyStatusConnection, ConnectionResolver: DutyStatusConnectionResolver } = connectionOf(
  'DutyStatus',
  () => DutyStatusView,
);

@Resolver(() => DutyStatusView)
export class DutyStatusResolver {
  private readonly arrangements: ReadModel<Arrangement>;
  private readonly readers: Readers;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly duties: DutyReader,
    private readonly queries: QueryBus,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
    this.readers = new Readers(db, log);
  }

  @Query(() => DutyStatusConnection, {
    description:
      'Occurrences of duties with their status on one day, as known on another, in the order in which they fall due.',
  })
  obligations(
    @Args() page: PageArgs,
    @Args('filter', { type: () => DutyFilter, nullable: true, description: 'All unless told' }) filter?: DutyFilter,
  ): Promise<Page<DutyStatusView>> {
    return this.queries.execute(new ListDutyStatuses(filter ?? {}, page));
  }

  @ResolveField(() => IntervalView, { description: 'Why it has this status: in one sentence, and rule by rule' })
  async why(@Parent() status: DutyStatusView, @Context() context: object): Promise<IntervalView> {
    const { interval } = await this.known(status, context);
    return viewInterval(interval, status.asOf.knownSize);
  }

  @ResolveField(() => [EvidenceView], {
    description: 'Every event that the status rests on, in the order of the log (IND-06)',
  })
  async evidence(@Parent() status: DutyStatusView, @Context() context: RequestContext): Promise<EvidenceView[]> {
    const { duty, interval } = await this.known(status, context);
    const reader = await this.readers.of(context.actor, status.asOf.knownSize);
    const { evidence } = dutyAsReadBy(reader, duty);
    return citedIn(interval.explanation).flatMap((seq) => evidence.get(seq) ?? []);
  }

  @ResolveField(() => [MissingRecordView], { description: 'What is not on record, and would change it' })
  async missing(@Parent() status: DutyStatusView, @Context() context: object): Promise<MissingRecordView[]> {
    const { interval } = await this.known(status, context);
    return missingIn(interval.explanation, status.asOf.knownSize);
  }

  @ResolveField(() => ObligationTerms, { description: 'What is owed, by whom, to whom, and what counts as proof' })
  async terms(@Parent() status: DutyStatusView, @Context() context: object): Promise<ObligationTerms> {
    const { duty } = await this.known(status, context);
    return termsOn(duty.obligation, status.asOf.effectiveOn);
  }

  @ResolveField(() => ArrangementView, { description: 'The arrangement whose clause it is' })
  async arrangement(@Parent() status: DutyStatusView, @Context() context: object): Promise<ArrangementView> {
    return viewArrangement(await this.subject(status, context), status.asOf);
  }

  @ResolveField(() => ClauseView, {
    nullable: true,
    description: 'The clause as it reads on the day asked about: exact text, article, version; null: it no longer does',
  })
  async clause(@Parent() status: DutyStatusView, @Context() context: object): Promise<ClauseView | undefined> {
    const subject = await this.subject(status, context);
    return viewClauses(subject, status.asOf).find(({ clause }) => clause === status.clauseId);
  }

  private async subject({ arrangementId, asOf }: DutyStatusView, context: object): Promise<Subject<Arrangement>> {
    const size = asOf.knownSize;
    const found = await load(context, `arrangements at ${size}`, arrangementId, (ids) =>
      this.arrangements.many(ids, size),
    );
    return found!;
  }

  /** The duty behind a status, worked out again, and the stretch of days that the status is. */
  private async known(
    { obligationId, occurrence, since, asOf }: DutyStatusView,
    context: object,
  ): Promise<{ duty: KnownDuty; interval: Interval }> {
    const { knownSize: size, effectiveOn: day } = asOf;
    const until = since !== undefined && since > day ? since : day;
    const duty = (await load(context, `duties at ${size} until ${until}`, obligationId, (ids) =>
      this.duties.duties(ids, size, until),
    ))!;
    const interval = duty.timelines
      .find(({ key }) => key === occurrence)
      ?.intervals.find(({ from }) => from === (since ?? BEGINNING));
    if (!interval) throw new Error(`The rows of ${obligationId} are not what its events come to: rebuild compliance.`);
    return { duty, interval };
  }
}

/** The events that an explanation cites, the versions of the terms included. */
function citedIn(explanation: Explanation): number[] {
  const seqs = ({ reads, parameters, children }: Explanation): number[] => [
    ...reads.map(({ seq }) => seq),
    ...parameters.map(({ version }) => version),
    ...children.flatMap(seqs),
  ];
  return [...new Set(seqs(explanation))].sort((a, b) => a - b);
}
