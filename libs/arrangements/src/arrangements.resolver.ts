import {
  AsOf,
  connectionOf,
  EvidenceView,
  Projections,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  load,
  PlainDateScalar,
  PageArgs,
  ReadModel,
  SeqScalar,
} from '#kernel';
import { type Party, partiesProjection, PartyView, viewParty } from '#parties';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrangementFacet, ArrangementFilter, ArrangementOrder, FacetCounts } from './arrangement-filter.js';
import {
  ArrangementChanges,
  ArrangementPartyView,
  ArrangementView,
  ClauseView,
  DeadlineView,
  viewDeadlines,
} from './arrangement.view.js';
import { arrangementsProjection } from './arrangements.projection.js';
import type { ArrangementPage } from './arrangements.handler.js';
import { CountFacets, GetArrangement, GetChanges, ListArrangements } from './arrangements.query.js';
import { ClauseCode } from './clauses/clause-code.js';

export const { Connection: ArrangementConnection, ConnectionResolver: ArrangementConnectionResolver } = connectionOf(
  'Arrangement',
  () => ArrangementView,
);

@Resolver(() => ArrangementView)
export class ArrangementsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ArrangementView, {
    nullable: true,
    description: 'One arrangement, in force on one date, as known on another.',
  })
  arrangement(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true }) atLeast?: number,
  ): Promise<ArrangementView | null> {
    return this.queries.execute(new GetArrangement(id, asOf, atLeast));
  }

  @Query(() => ArrangementConnection, { description: 'Arrangements that meet a filter on the day asked about.' })
  arrangements(
    @Args() page: PageArgs,
    @Args('filter', { type: () => ArrangementFilter, nullable: true }) filter?: ArrangementFilter,
    @Args('orderBy', { type: () => ArrangementOrder, nullable: true, description: 'SIGNED_LATEST unless told' })
    orderBy?: ArrangementOrder,
  ): Promise<ArrangementPage> {
    return this.queries.execute(new ListArrangements(filter ?? {}, orderBy ?? 'SIGNED_LATEST', page));
  }
}

/** What a reader of an older answer would want to know. */
@Resolver(() => ArrangementView)
export class ArrangementChangesResolver {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly projections: Projections,
    private readonly queries: QueryBus,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  @Query(() => ArrangementChanges, {
    description: 'What changed in law, in knowledge, or in both: one arrangement as of two pairs of dates.',
  })
  changes(
    @Args('arrangement', { type: () => ID }) id: string,
    @Args('from', { type: () => AsOf }) from: AsOf,
    @Args('to', { type: () => AsOf }) to: AsOf,
  ): Promise<ArrangementChanges> {
    return this.queries.execute(new GetChanges(id, from, to));
  }

  @ResolveField(() => [ClauseView], { description: 'Clauses and silences as coded, on the day asked about' })
  clauses(
    @Parent() { clauses }: ArrangementView,
    @Args('codes', { type: () => [ClauseCode], nullable: true, description: 'On these matters only' })
    codes?: ClauseCode[] | null,
  ): ClauseView[] {
    return codes ? clauses.filter(({ code }) => codes.includes(code)) : clauses;
  }

  @ResolveField(() => [EvidenceView], {
    description: 'What was recorded of it after the state of knowledge that this answer is for',
  })
  async changedLater(
    @Parent() { id, asOf: { knownSize } }: ArrangementView,
    @Context() context: object,
  ): Promise<EvidenceView[]> {
    const size = this.projections.position();
    if (size === knownSize) return [];
    const now = await load(context, `arrangements at ${size}`, id, (ids) => this.arrangements.many(ids, size));
    return now!.evidence.filter(({ seq }) => seq >= knownSize);
  }
}

/** What is due when, by the arrangement itself. All that a party has to do by when is gathered by compliance. */
@Resolver(() => ArrangementView)
export class DeadlinesResolver {
  @ResolveField(() => [DeadlineView], {
    description: 'What happens or falls due from one day up to, not including, another, in order of dates',
  })
  deadlines(
    @Parent() { subject }: ArrangementView,
    @Args('from', { type: () => PlainDateScalar }) from: string,
    @Args('to', { type: () => PlainDateScalar }) to: string,
  ): DeadlineView[] {
    return viewDeadlines(subject, from, to);
  }
}

/** Counts beside a page, for the same filter and dates. */
@Resolver(() => ArrangementConnection)
export class ArrangementFacetsResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => [FacetCounts], { description: 'How many of all that the filter finds have each value' })
  facets(
    @Parent() page: ArrangementPage,
    @Args('by', { type: () => [ArrangementFacet] }) by: ArrangementFacet[],
  ): Promise<FacetCounts[]> {
    return this.queries.execute(new CountFacets(page.filter, by, page.asOf));
  }
}

/** Shows the party behind each entry. */
@Resolver(() => ArrangementPartyView)
export class ArrangementPartyResolver {
  private readonly parties: ReadModel<Party>;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  @ResolveField(() => PartyView)
  async party(@Parent() { partyId, asOf }: ArrangementPartyView, @Context() context: object): Promise<PartyView> {
    const subject = await load(context, `parties at ${asOf.knownSize}`, partyId, (ids) =>
      this.parties.many(ids, asOf.knownSize),
    );
    return viewParty(subject!, asOf);
  }
}
