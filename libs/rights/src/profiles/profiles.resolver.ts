import { AsOf } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { GetProfile, ListProfiles } from './profiles.query.js';
import { ProfileView } from './profile.view.js';

@Resolver(() => ProfileView)
export class ProfilesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ProfileView, { nullable: true, description: 'One reference profile.' })
  profile(
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
  ): Promise<ProfileView | null> {
    return this.queries.execute(new GetProfile(id, asOf));
  }

  @Query(() => [ProfileView], { description: 'The reference profiles, up to a hundred of them, by id.' })
  profiles(@Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf): Promise<ProfileView[]> {
    return this.queries.execute(new ListProfiles(asOf));
  }
}
