import { type Party, partiesProjection } from '#parties';
import {
  type Database,
  type EventLog,
  EvidenceView,
  InjectDatabase,
  InjectLog,
  load,
  ReadModel,
  Witness,
} from '#kernel';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Protection } from '../amendments/protection.handler.js';
import { ArrangementView } from '../arrangement.view.js';
import { warningsOf } from './warnings.js';

@ObjectType({ description: 'Something that is recorded as it is, and that a reader should look at.' })
export class WarningView {
  @Field({ description: 'Id of the rule in docs/rules.md' }) rule!: string;
  @Field({ description: 'For a program' }) code!: string;
  @Field({ description: 'For a reader' }) says!: string;
  @Field(() => [EvidenceView], { description: 'The events that it rests on' }) evidence!: EvidenceView[];
}

/** What a reader should look at. */
@Resolver(() => ArrangementView)
export class WarningsResolver {
  private readonly parties: ReadModel<Party>;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly protection: Protection,
  ) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  @ResolveField(() => [WarningView], {
    description:
      'A level that does not fit the parties (ARR-25), protection that an amendment lowers (AMD-09), practice after the end (ARR-13), an assumed notice (ARR-18)',
  })
  async warnings(@Parent() { subject, asOf }: ArrangementView, @Context() context: object): Promise<WarningView[]> {
    const size = asOf.knownSize;
    const parties = await Promise.all(
      subject.state.parties.map(({ party }) =>
        load(context, `parties at ${size}`, party, (ids) => this.parties.many(ids, size)),
      ),
    );
    const directions = await this.protection.directions(size, context);
    const states = new Map(parties.filter((party) => party !== undefined).map(({ id, state }) => [id, state]));
    const witness = new Witness(subject);
    return warningsOf(subject.state, states, directions, asOf.effectiveOn).map(({ because, ...warning }) => ({
      ...warning,
      evidence: witness.of(...because),
    }));
  }
}
