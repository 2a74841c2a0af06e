import {
  AsOf,
  BadQuestion,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  ReadModel,
  SeqScalar,
} from '#kernel';
import {
  allEntries,
  catalogueProjection,
  coverageOf,
  directionsOn,
  profileOn,
  profilesProjection,
  yardstick,
} from '#rights';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { GetAmendmentImpact } from './amendment-impact.query.js';
import { AmendmentImpact, ElementImpact } from './amendment-impact.view.js';

/** What an amendment changes. */
@Resolver(() => AmendmentImpact)
export class AmendmentImpactResolver {
  private readonly profiles;
  private readonly entries;

  constructor(
    private readonly queries: QueryBus,
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
  ) {
    this.profiles = new ReadModel(profilesProjection, db, log);
    this.entries = new ReadModel(catalogueProjection, db, log);
  }

  @Query(() => AmendmentImpact, {
    nullable: true,
    description:
      'What an amendment changes, from the moment it is recorded: clauses that get stronger or weaker, duties, quotas, coverage.',
  })
  amendmentImpact(
    @Args('arrangement', { type: () => ID, description: 'The arrangement' }) arrangement: string,
    @Args('amendment', { type: () => String, description: 'Name of the amendment within it' }) amendment: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('atLeast', { type: () => SeqScalar, nullable: true, description: 'Wait until this event is visible' })
    atLeast?: number,
  ): Promise<AmendmentImpact | null> {
    return this.queries.execute(new GetAmendmentImpact(arrangement, amendment, asOf, atLeast));
  }

  @ResolveField(() => [ElementImpact], { description: 'Elements of a profile whose outcome it changes' })
  async coverage(
    @Parent() { before, after, comparedOn: day, asOf: { knownSize: size } }: AmendmentImpact,
    @Args('profile', { type: () => ID, description: 'The profile' }) id: string,
  ): Promise<ElementImpact[]> {
    const profile = await this.profiles.one(id, size);
    if (!profile)
      throw new BadQuestion(`profile: ${JSON.stringify(id.slice(0, 80))} is not known; profiles lists those that are.`);
    const content = profileOn(profile.state, day).value;
    const directions = directionsOn(await allEntries(this.entries, size), day);
    const stick = yardstick(id, content);
    const [was, is] = [before, after].map((clauses) => coverageOf(stick, clauses, directions));
    return content.elements.flatMap((element, index) => {
      const [old, now] = [was![index]!, is![index]!];
      return old.outcome === now.outcome
        ? []
        : [{ element, before: old.outcome, whyBefore: old.why, after: now.outcome, whyAfter: now.why }];
    });
  }
}
