import { EvidenceView, PartialDateScalar, Witness } from '#kernel';
import { Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrangementView } from '../arrangement.view.js';

@ObjectType({ description: 'An objection to a reservation (VCLT 20).' })
export class ReservationObjectionView {
  @Field(() => ID, { description: 'Who objects' }) party!: string;
  @Field(() => PartialDateScalar, { description: 'When' }) on!: string;
  @Field({ description: 'The text is then not in force between the two' }) precludesForce!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What a party excludes or modifies for itself (PTY-09).' })
export class ReservationView {
  @Field({ description: 'Its name within the arrangement' }) reservation!: string;
  @Field(() => ID, { description: 'Who made it' }) party!: string;
  @Field(() => PartialDateScalar, { description: 'When' }) on!: string;
  @Field(() => [String], { description: 'The articles that it concerns' }) articles!: string[];
  @Field({ description: 'Its words' }) text!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it was taken back' }) withdrawnOn?: string;
  @Field(() => [ReservationObjectionView], { description: 'Who objects' }) objections!: ReservationObjectionView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'One party does not apply the text towards some others. It goes one way.' })
export class NonApplicationView {
  @Field(() => ID, { description: 'Who does not apply it' }) party!: string;
  @Field(() => [ID], { description: 'Towards whom' }) towards!: string[];
  @Field(() => PartialDateScalar, { nullable: true, description: 'null: since when is not known' }) from?: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it applies it again' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'On which ground' }) ground?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

/** What single parties keep out of the text, for themselves or towards some. */
@Resolver(() => ArrangementView)
export class ReservationsResolver {
  @ResolveField(() => [ReservationView], { description: 'Reservations of all parties, those withdrawn included' })
  reservations(@Parent() { subject }: ArrangementView): ReservationView[] {
    const witness = new Witness(subject);
    return subject.state.reservations.map(({ withdrawn, objections, seq, ...reservation }) => ({
      ...reservation,
      withdrawnOn: withdrawn?.on,
      objections: objections.map((objection) => ({ ...objection, evidence: witness.of(objection.seq) })),
      evidence: witness.of(seq, ...(withdrawn ? [withdrawn.seq] : [])),
    }));
  }

  @ResolveField(() => [NonApplicationView], { description: 'Parties that do not apply it towards some others' })
  nonApplications(@Parent() { subject }: ArrangementView): NonApplicationView[] {
    const witness = new Witness(subject);
    return subject.state.nonApplications.map((limit) => ({ ...limit, evidence: witness.of(limit.seq) }));
  }
}
