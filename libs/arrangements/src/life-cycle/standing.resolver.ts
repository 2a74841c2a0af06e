import { EvidenceView, earliest, latest, PartialDateScalar, PlainDateScalar, Witness } from '#kernel';
import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrangementView, MeasureView } from '../arrangement.view.js';
import { survivors } from '../clauses/clause-standing.js';
import { noticeEffect } from './denunciation.js';
import { OperationalStatus, operationalOn } from './operational.js';

@ObjectType({ description: 'Whether it works in practice, and since which step.' })
export class OperationalView {
  @Field(() => OperationalStatus, { description: 'On the day asked about' }) status!: OperationalStatus;
  @Field(() => [EvidenceView], { description: 'The step in practice that says so' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A clause that outlives the end.' })
export class SurvivingClause {
  @Field({ description: 'Name of the clause' }) clause!: string;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; null: until it is discharged',
  })
  until?: string;
  @Field(() => [EvidenceView], { description: 'The final clauses that say so' }) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What a notice of denunciation would come to.' })
export class DenunciationOutlook {
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it would no longer hold' })
  endsOn?: string;
  @Field({ description: 'No notice clause is on record, so twelve months are assumed (VCLT 56)' })
  toBeConfirmed!: boolean;
  @Field(() => [SurvivingClause], { description: 'What would still be owed after that (ARR-21)' })
  survives!: SurvivingClause[];
  @Field(() => [EvidenceView], { description: 'The clauses that it is computed from' }) evidence!: EvidenceView[];
}

/** The axes of status beside the law: practice and measures of one side; and what a notice would do. */
@Resolver(() => ArrangementView)
export class StandingResolver {
  @ResolveField(() => OperationalView, { description: 'Whether it works in practice on the day asked about (ARR-27)' })
  operational(@Parent() { subject, asOf: { effectiveOn: day } }: ArrangementView): OperationalView {
    const { status, because } = operationalOn(subject.state, day);
    return { status, evidence: new Witness(subject).of(...because) };
  }

  @ResolveField(() => [MeasureView], {
    description: 'Bans and stops of one side that stand on the day asked about; they leave the state in law as it is',
  })
  measuresInEffect(@Parent() { externalMeasures, asOf: { effectiveOn: day } }: ArrangementView): MeasureView[] {
    return externalMeasures.filter(
      ({ from, liftedOn }) => earliest(from) <= day && !(liftedOn !== undefined && latest(liftedOn) <= day),
    );
  }

  @ResolveField(() => DenunciationOutlook, {
    description: 'What would happen if a notice of denunciation were received on a day, as known for this answer',
  })
  ifDenounced(
    @Parent() { subject }: ArrangementView,
    @Args('receivedOn', { type: () => PlainDateScalar, description: 'When the other side would receive it' })
    receivedOn: string,
  ): DenunciationOutlook {
    const { on, toBeConfirmed, because } = noticeEffect(subject.state, receivedOn);
    const witness = new Witness(subject);
    const survives = on === undefined ? [] : survivors(subject.state, on);
    return {
      endsOn: on,
      toBeConfirmed,
      survives: survives.map((survival) => ({ ...survival, evidence: witness.of(...survival.because) })),
      evidence: witness.of(...because),
    };
  }
}
