import { AsOfUsed, EvidenceView, Node, PartialDateScalar, Qualifier, type Subject, Witness } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { TrainingBody } from '../terms.js';
import { type Demand, demandOn, DemandSide } from './demand.js';
import { DemandPeriod } from './state-demand.js';

@ObjectType('DemandNumber', { description: 'How many were demanded, first or by a revision.' })
export class DemandNumberView {
  @Field(() => Int, { description: 'Persons' }) number!: number;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when; null: from the first' }) from?: string;
  @Field(() => String, { nullable: true, description: 'Why it was revised' }) why?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('SkillsDemand', {
  implements: () => [Node],
  description: 'How many people with which skill are needed, where and when, as one side states it.',
})
export class SkillsDemandView extends Node {
  @Field(() => DemandSide, { description: 'An employer, a sector or a state' }) side!: DemandSide;
  @Field(() => TrainingBody, { description: 'Who states it' }) statedBy!: TrainingBody;
  @Field({ description: 'ISCO-08 group of the occupation' }) isco!: string;
  @Field(() => [String], { description: 'Skills in words' }) skills!: string[];
  @Field(() => ID, { description: 'Where the work is' }) destinationId!: string;
  @Field(() => ID, { nullable: true, description: 'From where people are sought; null: from anywhere' })
  originId?: string;
  @Field(() => DemandPeriod, { description: 'When they are needed' }) period!: DemandPeriod;
  @Field(() => DemandNumberView, { nullable: true, description: 'Of the day asked about; null: withdrawn' })
  current?: DemandNumberView;
  @Field(() => [DemandNumberView], { description: 'All numbers, in the order of record' }) numbers!: DemandNumberView[];
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when it is no longer upheld' })
  withdrawnOn?: string;
  @Field(() => String, { nullable: true, description: 'How the number was found' }) method?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView], { description: 'The demand as first stated, and its withdrawal' })
  evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A demand as it stands on a day: pure, from its fold as known at a size. */
export function viewDemand(subject: Subject<Demand>, asOf: AsOfUsed): SkillsDemandView {
  const { state } = subject;
  const { destination, origin, seq, numbers, withdrawn, ...stated } = state;
  const witness = new Witness(subject);
  const view = ({ seq: by, from, value }: Demand['numbers'][number]): DemandNumberView => ({
    ...value,
    qualifier: value.qualifier ?? 'EXACT',
    from,
    evidence: witness.of(by),
  });
  const current = demandOn(state, asOf.effectiveOn);
  return Object.assign(new SkillsDemandView(), stated, {
    id: subject.id,
    asOf,
    destinationId: destination,
    originId: origin,
    skills: state.skills ?? [],
    current: current && view(current),
    numbers: numbers.map(view),
    withdrawnOn: withdrawn?.on,
    evidence: witness.of(seq, ...(withdrawn ? [withdrawn.seq] : [])),
  });
}
