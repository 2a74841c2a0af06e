import { Period } from '#arrangements';
import { AsOfUsed, EvidenceView, Node, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type MutualRecognition, participationOn } from './mutual-recognition.js';

@ObjectType('MutualRecognitionParticipation', {
  description: 'That a party takes part in mutual recognition (REC-02).',
})
export class ParticipationView {
  @Field(() => ID, { description: 'The party' }) partyId!: string;
  @Field(() => [String], { description: 'For which groups of ISCO-08' }) occupations!: string[];
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it no longer takes part' })
  to?: string;
  @Field({ description: 'It takes part, or may take part, on the day asked about' }) onTheDay!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('MutualRecognition', {
  implements: () => [Node],
  description: 'Mutual recognition under an arrangement: for which occupations, and between whom (REC-02).',
})
export class MutualRecognitionView extends Node {
  @Field(() => ID, { description: 'The arrangement that provides for it' }) arrangementId!: string;
  @Field(() => String, { nullable: true, description: 'Its name, where the text gives one' }) title?: string;
  @Field(() => [String], { description: 'Listed occupations, as groups of ISCO-08' }) occupations!: string[];
  @Field(() => Period, { nullable: true, description: 'Within which requests under it are decided' })
  decideWithin?: Period;
  @Field(() => [ParticipationView], { description: 'In the order of record; who is not here does not take part' })
  participations!: ParticipationView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

export function viewMutualRecognition(subject: Subject<MutualRecognition>, asOf: AsOfUsed): MutualRecognitionView {
  const { state } = subject;
  const { arrangement, seq, participations, ...stated } = state;
  const witness = new Witness(subject);
  return Object.assign(new MutualRecognitionView(), stated, {
    id: subject.id,
    asOf,
    arrangementId: arrangement,
    participations: participations.map((one) => ({
      partyId: one.party,
      occupations: one.occupations ?? state.occupations,
      from: one.from,
      to: one.to,
      onTheDay: participationOn(state, one.party, asOf.effectiveOn) === one,
      evidence: witness.of(one.seq),
    })),
    evidence: witness.of(seq),
  });
}
