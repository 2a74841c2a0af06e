import { GetArrangement } from '#arrangements';
import { GetEvent } from '#audit';
import { GetAssessment, GetCase, GetSample } from '#cases';
import { type Actor, AsOf, kindOf, Node, type RequestContext } from '#kernel';
import { GetEmployer, GetParty, GetRecruiter } from '#parties';
import { GetQuota } from '#quotas';
import { GetObligation, GetProfile } from '#rights';
import { GetDemand, GetMutualRecognition, GetRecognition, GetTrainingCommitment } from '#training';
import { type IQuery, QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';

/** By kind of id, the query that finds the thing. */
const BY_KIND: Record<string, (id: string, asOf?: AsOf, actor?: Actor) => IQuery> = {
  arrangement: (id, asOf) => new GetArrangement(id, asOf),
  party: (id, asOf) => new GetParty(id, asOf),
  employer: (id, asOf) => new GetEmployer(id, asOf),
  recruiter: (id, asOf) => new GetRecruiter(id, asOf),
  quota: (id, asOf) => new GetQuota(id, asOf),
  training: (id, asOf) => new GetTrainingCommitment(id, asOf),
  obligation: (id, asOf) => new GetObligation(id, asOf),
  profile: (id, asOf) => new GetProfile(id, asOf),
  recognition: (id, asOf) => new GetRecognition(id, asOf),
  demand: (id, asOf) => new GetDemand(id, asOf),
  mra: (id, asOf) => new GetMutualRecognition(id, asOf),
  assessment: (id, asOf) => new GetAssessment(id, asOf),
  sample: (id) => new GetSample(id),
  case: (id, asOf, actor) => new GetCase(id, actor, asOf),
  event: (id, _, actor) => new GetEvent(Number(id.slice('event-'.length)), actor),
};

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => Node, { nullable: true, description: 'Anything by its id.' })
  async node(
    @Context() { actor }: RequestContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
  ): Promise<Node | null> {
    const find = BY_KIND[kindOf(id)];
    return find ? this.queries.execute<IQuery, Node | null>(find(id, asOf, actor)) : null;
  }
}
