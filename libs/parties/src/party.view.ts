import { AsOfUsed, EvidenceView, LocalizedText, Node, statedOn, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type Party } from './party.js';
import { CodeSystem } from './party-code.js';
import { PartyKind } from './register-party.js';

@ObjectType('Party', { implements: () => [Node], description: 'A state, unit, agency or organisation.' })
export class PartyView extends Node {
  @Field(() => PartyKind) kind!: PartyKind;
  @Field(() => CodeSystem) codeSystem!: CodeSystem;
  @Field() code!: string;
  @Field({ description: 'The first of its names' }) name!: string;
  @Field(() => [LocalizedText]) names!: LocalizedText[];
  @Field(() => ID, { nullable: true, description: 'The party that it belongs to' }) partOf?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A party as it was on a day. */
export function viewParty(subject: Subject<Party>, asOf: AsOfUsed): PartyView {
  const { names, seq, ...rest } = subject.state;
  const current = statedOn(names, asOf.effectiveOn) ?? names[0]!;
  return Object.assign(new PartyView(), rest, {
    id: subject.id,
    names: current.value,
    name: current.value[0]!.text,
    evidence: new Witness(subject).of(seq, current.seq),
    asOf,
  });
}
