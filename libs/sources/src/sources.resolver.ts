import { type Database, EvidenceView, InjectDatabase, InjectLog, load, type EventLog, ReadModel } from '#kernel';
import { Context, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { sourcesProjection } from './sources.projection.js';

@ObjectType('Source', { description: 'A document, page or data set on which facts rest.' })
export class SourceView {
  @Field(() => ID) id!: string;
  @Field() title!: string;
  @Field(() => String, { nullable: true }) publisher?: string;
  @Field(() => Int, { nullable: true }) year?: number;
  @Field(() => String, { nullable: true }) url?: string;
  @Field(() => String, { nullable: true }) digest?: string;
  @Field(() => String, { nullable: true }) terms?: string;
}

/** Shows the sources behind every piece of evidence. */
@Resolver(() => EvidenceView)
export class EvidenceSourcesResolver {
  private readonly registered;

  constructor(@InjectDatabase() db: Database, @InjectLog() log: EventLog) {
    this.registered = new ReadModel(sourcesProjection, db, log);
  }

  @ResolveField(() => [SourceView])
  async sources(@Parent() evidence: EvidenceView, @Context() context: object): Promise<SourceView[]> {
    // A source is registered before an event cites it and never changes, so no size needs to be told.
    const found = await Promise.all(
      evidence.sources.map((id) =>
        load(context, 'sources', id, (ids) => this.registered.many(ids, Number.MAX_SAFE_INTEGER)),
      ),
    );
    return found.flatMap((subject) => (subject ? [{ id: subject.id, ...subject.state }] : []));
  }
}
