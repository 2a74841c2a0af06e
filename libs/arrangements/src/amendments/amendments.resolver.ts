import { EvidenceView, PartialDateScalar, Witness } from '#kernel';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AmendmentView, ArrangementView } from '../arrangement.view.js';
import { ClauseCode } from '../clauses/clause-code.js';
import { InstrumentKind, instrumentsOf } from './instruments.js';
import { Protection } from './protection.handler.js';
import { isForbidden, RegressionKind, regressionsOf } from './regression.js';

@ObjectType({ description: 'One document of the chain that an arrangement is.' })
export class InstrumentView {
  @Field({ description: 'base, or the name of the amendment' }) instrument!: string;
  @Field(() => InstrumentKind) kind!: InstrumentKind;
  @Field({ description: 'What it is called, or what it does' }) title!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was signed, proposed or dated' })
  on?: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'null: not in force, or not known since when' })
  holdsFrom?: string;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds: by its own term, set aside, or with the arrangement (AMD-14)',
  })
  holdsUntil?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A clause that an amendment makes worse for workers (AMD-09).' })
export class RegressionView {
  @Field({ description: 'Name of the clause' }) clause!: string;
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field(() => [RegressionKind], { description: 'In which ways' }) kinds!: RegressionKind[];
}

/** What an amendment does to protection. */
@Resolver(() => AmendmentView)
export class RegressionsResolver {
  constructor(private readonly protection: Protection) {}

  @ResolveField(() => [RegressionView], { description: 'Clauses that it makes worse than they read before (AMD-09)' })
  async regressions(@Parent() amendment: AmendmentView, @Context() context: object): Promise<RegressionView[]> {
    return regressionsOf(...(await this.compared(amendment, context)));
  }

  @ResolveField(() => Boolean, { description: 'It makes a clause worse although the text forbids that' })
  async breaksNoRegression(@Parent() view: AmendmentView, @Context() context: object): Promise<boolean> {
    const [state, amendment, directions] = await this.compared(view, context);
    return isForbidden(state, amendment) && regressionsOf(state, amendment, directions).length > 0;
  }

  private async compared({ subject: { state }, amendment: key, asOf }: AmendmentView, context: object) {
    const directions = await this.protection.directions(asOf.knownSize, context);
    return [state, state.amendments.find(({ amendment }) => amendment === key)!, directions] as const;
  }
}

/** The chain of instruments, and what is on its way. */
@Resolver(() => ArrangementView)
export class InstrumentsResolver {
  @ResolveField(() => [InstrumentView], {
    description: 'Base text, protocols, extensions, interpretations, corrections, each with its own dates',
  })
  instruments(@Parent() { subject }: ArrangementView): InstrumentView[] {
    const witness = new Witness(subject);
    return instrumentsOf(subject.state).map(({ because, ...instrument }) => ({
      ...instrument,
      evidence: witness.of(...because),
    }));
  }

  @ResolveField(() => [AmendmentView], {
    description: 'Amendments that are known and not yet in force on the day asked about (AMD-07)',
  })
  pendingChanges(@Parent() { amendments }: ArrangementView): AmendmentView[] {
    return amendments.filter(({ status }) => status === 'PROPOSED' || status === 'ADOPTED');
  }
}
