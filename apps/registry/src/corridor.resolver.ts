import { ArrangementConnection, ListArrangements } from '#arrangements';
import { AsOf, AsOfResolver, AsOfUsed, BadQuestion, type PageArgs, SeqScalar } from '#kernel';
import { GetParty, ListRecruiters, PartyView, RecruiterConnection } from '#parties';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

@ObjectType({ description: 'From one origin to one destination: what stands between them on a day.' })
export class Corridor {
  @Field(() => PartyView, { description: 'Whence workers or trainees come' }) origin!: PartyView;
  @Field(() => PartyView, { description: 'Where they go' }) destination!: PartyView;
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

const FIRST = { type: () => Int, description: 'How many, 1 to 100' };
const AFTER = { type: () => String, nullable: true, description: 'endCursor of the page before' };

/** One door to all that contexts know of a corridor; each answers for itself, as of the same two dates. */
@Resolver(() => Corridor)
export class CorridorResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly asOf: AsOfResolver,
  ) {}

  @Query(() => Corridor, { description: 'What stands between two parties on a day, in one direction.' })
  async corridor(
    @Args('origin', { type: () => ID, description: 'Whence workers or trainees come, e.g. party-mx' }) origin: string,
    @Args('destination', { type: () => ID, description: 'Where they go, e.g. party-ca' }) destination: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asked?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<Corridor> {
    if (origin === destination)
      throw new BadQuestion(`origin and destination are both ${origin}: a corridor goes from one to another.`);
    const asOf = await this.asOf.resolve(asked, atLeast);
    const [from, to] = await Promise.all(
      [origin, destination].map((id) =>
        this.queries.execute<GetParty, PartyView | null>(new GetParty(id, known(asOf))),
      ),
    );
    if (!from || !to) throw new BadQuestion(`${from ? destination : origin} is not registered as a party.`);
    return Object.assign(new Corridor(), { origin: from, destination: to, asOf });
  }

  @ResolveField(() => ArrangementConnection, {
    description:
      'In force or provisionally applied on the day, from one to the other; their quotas and training are theirs',
  })
  arrangements(
    @Parent() { origin, destination, asOf }: Corridor,
    @Args('first', FIRST) first: number,
    @Args('after', AFTER) after?: string,
  ): Promise<object> {
    const filter = {
      origin: origin.id,
      destination: destination.id,
      status: ['IN_FORCE' as const, 'PROVISIONALLY_APPLIED' as const],
    };
    return this.queries.execute(new ListArrangements(filter, 'ID', pageOf(asOf, first, after)));
  }

  @ResolveField(() => RecruiterConnection, { description: 'Licensed on both sides on the day (EMP-04)' })
  recruiters(
    @Parent() { origin, destination, asOf }: Corridor,
    @Args('first', FIRST) first: number,
    @Args('after', AFTER) after?: string,
  ): Promise<object> {
    const filter = { licensedIn: [origin.id, destination.id] };
    return this.queries.execute(new ListRecruiters(filter, pageOf(asOf, first, after)));
  }
}

/** The dates of an answer, to be asked with again. */
const known = ({ effectiveOn, knownSize }: AsOfUsed): AsOf => ({ effectiveOn, knownSize });

const pageOf = (asOf: AsOfUsed, first: number, after?: string): PageArgs => ({ first, after, asOf: known(asOf) });
