import { type RequestContext, SeqScalar } from '#kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { GetAuditTrail, GetCheckpoint, GetEvent } from './audit.query.js';
import { AuditTrailConnection, Checkpoint, EventView } from './audit.view.js';

@Resolver()
export class AuditResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => AuditTrailConnection, {
    description:
      'Everything that was ever recorded about a thing, oldest first: who, when, from which source, and what it changed.',
  })
  auditTrail(
    @Context() { actor }: RequestContext,
    @Args('subject', { type: () => ID }) subject: string,
    @Args('first', { type: () => Int }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<AuditTrailConnection> {
    return this.queries.execute(new GetAuditTrail(subject, first, after, actor));
  }

  @Query(() => EventView, { nullable: true, description: 'One event of the log.' })
  event(
    @Context() { actor }: RequestContext,
    @Args('seq', { type: () => SeqScalar }) seq: number,
  ): Promise<EventView | null> {
    return this.queries.execute(new GetEvent(seq, actor));
  }

  @Query(() => Checkpoint, {
    description: 'Size and root of the log now. Who keeps it can later prove that nothing was changed.',
  })
  checkpoint(): Promise<Checkpoint> {
    return this.queries.execute(new GetCheckpoint());
  }
}
