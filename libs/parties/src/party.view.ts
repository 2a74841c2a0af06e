import {
  AsOfUsed,
  EvidenceView,
  LocalizedText,
  Node,
  PartialDateScalar,
  statedOn,
  type Subject,
  Witness,
} from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type Party } from './party.js';
import { CodeSystem } from './party-code.js';
import { PartyKind } from './register-party.js';

@ObjectType({ description: 'A convention of the ILO that a state has ratified.' })
export class RatificationView {
  @Field({ description: 'Its number, e.g. C097' }) convention!: string;
  @Field(() => PartialDateScalar, { description: 'Day of registration' }) on!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which it is no longer bound' })
  denouncedOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Party', { implements: () => [Node], description: 'A state, unit, agency or organisation.' })
export class PartyView extends Node {
  @Field(() => PartyKind) kind!: PartyKind;
  @Field(() => CodeSystem) codeSystem!: CodeSystem;
  @Field() code!: string;
  @Field({ description: 'The first of its names' }) name!: string;
  @Field(() => [LocalizedText]) names!: LocalizedText[];
  @Field(() => ID, { nullable: true, description: 'The party that it belongs to' }) partOf?: string;
  @Field(() => [RatificationView], { description: 'Ratifications on record; what is not here is not known' })
  ratifications!: RatificationView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A party as it was on a day. */
export function viewParty(subject: Subject<Party>, asOf: AsOfUsed): PartyView {
  const { names, seq, ratifications, ...rest } = subject.state;
  const witness = new Witness(subject);
  const current = statedOn(names, asOf.effectiveOn) ?? names[0]!;
  return Object.assign(new PartyView(), rest, {
    id: subject.id,
    names: current.value,
    name: current.value[0]!.text,
    ratifications: ratifications.map(({ convention, on, denounced, seq: made }) => ({
      convention,
      on,
      denouncedOn: denounced?.on,
      evidence: witness.of(made, ...(denounced ? [denounced.seq] : [])),
    })),
    evidence: witness.of(seq, current.seq),
    asOf,
  });
}
