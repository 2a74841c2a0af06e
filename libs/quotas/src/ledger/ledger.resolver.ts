import { AsOf, AsOfResolver, BadQuestion, load, type RequestContext, SeqScalar, type Total } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { QuotaView } from '../quota.view.js';
import { scopesFor, scopeOf, WHOLE } from '../scopes/scope.js';
import {
  burnDownOf,
  columnOf,
  columnsFor,
  floorsOn,
  groupOf,
  type LedgerLine,
  ledgerOn,
  PlaceDimension,
} from './ledger.js';
import {
  BurnDownView,
  CorridorAnswer,
  EventRange,
  FloorView,
  LedgerLineView,
  NumberChangeView,
  PlaceCountView,
  viewCorridors,
  viewFloor,
  viewLine,
  viewNumbers,
  viewPlaces,
} from './ledger.view.js';
import { CountAdmittedByDay, CountCorridors, CountEvents, CountPlaces } from './places.query.js';

/** What became of the places of a quota: all answers come from its acts and from totals, for the dates of the quota. */
@Resolver(() => QuotaView)
export class LedgerResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => [LedgerLineView], {
    description: 'The whole and each part: allotted, carried, moved, reserved, used and left. Empty for figures only.',
  })
  async ledger(@Parent() quota: QuotaView, @Context() context: object): Promise<LedgerLineView[]> {
    return (await this.lines(quota, context)).map((line) => viewLine(line, quota));
  }

  @ResolveField(() => [FloorView], { description: 'Floors, and whether they can still be reached (QUO-09).' })
  async floors(@Parent() quota: QuotaView, @Context() context: object): Promise<FloorView[]> {
    const lines = await this.lines(quota, context);
    return floorsOn(quota.subject.state, lines, quota.asOf.effectiveOn).map((line) => viewFloor(line, quota));
  }

  @ResolveField(() => [PlaceCountView], {
    description:
      'Places by any of what is told of them, e.g. by origin and sex; small numbers are masked to the public (IND-03).',
  })
  async places(
    @Parent() quota: QuotaView,
    @Context() context: RequestContext,
    @Args('by', { type: () => [PlaceDimension], description: 'By what they are told apart' }) by: PlaceDimension[],
  ): Promise<PlaceCountView[]> {
    const dimensions = [...new Set(by)];
    const totals = await this.count(quota, context, dimensions.map(columnOf));
    return viewPlaces(totals, dimensions, context.actor === undefined);
  }

  @ResolveField(() => BurnDownView, {
    nullable: true,
    description: 'How the places of a part were used day by day, and when they would run out. null: no such part.',
  })
  async burnDown(
    @Parent() quota: QuotaView,
    @Context() context: object,
    @Args('scope', { type: () => ID, defaultValue: WHOLE }) name: string,
  ): Promise<BurnDownView | null> {
    const { state } = quota.subject;
    const scope = scopeOf(state, name);
    if (!scope) return null;
    const size = quota.asOf.knownSize;
    const by = columnsFor(state);
    const totals = await load(context, `admitted by day and ${by.join()} at ${size}`, quota.id, (ids) =>
      this.queries.execute<CountAdmittedByDay, Map<string, Total[]>>(new CountAdmittedByDay(ids, by, size)),
    );
    const days = new Map<string, number>();
    for (const total of totals ?? []) {
      if (!scopesFor(state, groupOf(total)).includes(name)) continue;
      const on = total.cell.on_day as string;
      days.set(on, (days.get(on) ?? 0) + total.number);
    }
    const left = (await this.lines(quota, context)).find((line) => line.scope.scope === name)?.left;
    const byDay = [...days].map(([on, number]) => ({ on, number }));
    return burnDownOf(state, scope, byDay, quota.asOf.effectiveOn, left);
  }

  @ResolveField(() => [NumberChangeView], {
    description: 'Every number of the whole and its parts, in the order of the law, with the act that set it.',
  })
  numberHistory(@Parent() quota: QuotaView): NumberChangeView[] {
    return viewNumbers(quota);
  }

  private async lines(quota: QuotaView, context: object): Promise<LedgerLine[]> {
    const { state } = quota.subject;
    if (!state.setting) return [];
    return ledgerOn(state, await this.count(quota, context, columnsFor(state)), quota.asOf.effectiveOn);
  }

  private async count({ id, asOf }: QuotaView, context: object, by: string[]): Promise<Total[]> {
    const { knownSize: size, effectiveOn: day } = asOf;
    const found = await load(context, `places by ${by.join()} at ${size} on ${day}`, id, (ids) =>
      this.queries.execute<CountPlaces, Map<string, Total[]>>(new CountPlaces(ids, by, size, day)),
    );
    return found ?? [];
  }
}

@Resolver(() => EventRange)
export class EventRangeResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => Int, { description: 'How many, each once however many groups of workers it tells of' })
  count(@Parent() range: EventRange): Promise<number> {
    return this.queries.execute(new CountEvents(range));
  }
}

@Resolver()
export class CorridorsResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly asOf: AsOfResolver,
  ) {}

  @Query(() => CorridorAnswer, {
    description: 'How many were admitted from where to where, of them women and young people, over all quotas.',
  })
  async corridorAdmissions(
    @Context() { actor }: RequestContext,
    @Args('origin', { type: () => ID, nullable: true }) origin?: string,
    @Args('destination', { type: () => ID, nullable: true }) destination?: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asked?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<CorridorAnswer> {
    if (!origin && !destination)
      throw new BadQuestion('Name an origin or a destination: corridorAdmissions lists its corridors.');
    const asOf = await this.asOf.resolve(asked, atLeast);
    const totals = await this.queries.execute<CountCorridors, Total[]>(
      new CountCorridors({ origin, destination }, asOf.knownSize, asOf.effectiveOn),
    );
    return { corridors: viewCorridors(totals, actor === undefined), asOf };
  }
}
