import { AsOfUsed, EvidenceView, Node, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { countedElements, type Profile, profileOn } from './profile.js';
import { ProfileContent } from './terms.js';

@ObjectType('Profile', {
  implements: () => [Node],
  description: 'A reference profile that arrangements are held against, in the version of the day asked about.',
})
export class ProfileView extends Node {
  @Field(() => ProfileContent, { description: 'What it asks' }) content!: ProfileContent;
  @Field(() => Int, {
    description: 'Elements that count for a text: no theme beside its parts, nothing of the process',
  })
  counted!: number;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when; null: since the beginning' })
  since?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A profile as it stands on a day. */
export function viewProfile(subject: Subject<Profile>, asOf: AsOfUsed): ProfileView {
  const { value: content, from: since, seq } = profileOn(subject.state, asOf.effectiveOn);
  return Object.assign(new ProfileView(), {
    id: subject.id,
    content,
    counted: countedElements(content.elements).size,
    since,
    evidence: new Witness(subject).of(subject.state.seq, seq),
    asOf,
  });
}
