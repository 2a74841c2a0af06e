import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Role } from '../commands/actor.js';
import { Confidence, Effective, Origin } from '../commands/provenance.js';
import type { Evidence, Subject } from '../events/subject.js';
import { InstantScalar, SeqScalar } from '../shapes/scalars.js';

@ObjectType('Actor', { description: 'Who recorded an event. Ids are opaque and name no person.' })
export class ActorView {
  @Field(() => ID) id!: string;
  @Field(() => Role) role!: Role;
  @Field(() => ID, { nullable: true, description: 'The party that the actor speaks for' }) onBehalfOf?: string;
}

@ObjectType('Evidence', {
  description: 'On what a statement rests: the event that made it, who recorded it, and what it cites (AUD-02).',
})
export class EvidenceView {
  @Field(() => SeqScalar, { description: 'Position of the event in the log' }) seq!: number;
  @Field({ description: 'Type of the event' }) type!: string;
  @Field(() => InstantScalar) recordedAt!: string;
  @Field(() => Effective) effective!: Effective;
  @Field(() => ActorView) actor!: ActorView;
  @Field(() => Origin, { nullable: true }) origin?: Origin;
  @Field(() => Confidence, { nullable: true }) confidence?: Confidence;
  @Field(() => String, { nullable: true }) reason?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => SeqScalar, { nullable: true, description: 'The event that corrected or retracted it since' })
  supersededBy?: number;
  /** Ids of the sources; the sources context resolves them to `Source`. */
  sources!: string[];
}

/** The evidence of one subject, by the `seq`s that its statements name. */
export class Witness {
  private readonly bySeq: ReadonlyMap<number, Evidence>;

  constructor(subject: Subject) {
    this.bySeq = new Map(subject.evidence.map((evidence) => [evidence.seq, evidence]));
  }

  of(...seqs: readonly number[]): EvidenceView[] {
    return [...new Set(seqs)].map((seq) => this.bySeq.get(seq)!);
  }
}
