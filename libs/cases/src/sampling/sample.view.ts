import { EvidenceView, Node, PlainDateScalar, SeqScalar, type Subject, Witness } from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { draw } from './draw.js';
import type { Sample } from './sample.js';

@ObjectType('Sample', {
  implements: () => [Node],
  description: 'A random sample. Ask the query again at the size, rank the ids under the seed, and it is the same.',
})
export class SampleView extends Node {
  @Field(() => PlainDateScalar) on!: string;
  @Field({ description: 'What it was drawn for' }) purpose!: string;
  @Field({ description: 'The question that gave the population' }) query!: string;
  @Field(() => SeqScalar, { description: 'The size of the log for which it was asked' }) knownSize!: number;
  @Field(() => [ID], { description: 'All who could be drawn' }) population!: string[];
  @Field({ description: 'Ids are ranked by SHA-256 over a zero byte, the seed, a line feed and the id' }) seed!: string;
  @Field({ description: 'Where the seed came from' }) seedFrom!: string;
  @Field(() => Int) count!: number;
  @Field(() => [ID], { description: 'In the order drawn' }) drawn!: string[];
  @Field({ description: 'Drawn again just now from population and seed, it is the same' }) isReproduced!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

export const viewSample = (subject: Subject<Sample>): SampleView => {
  const { state } = subject;
  const again = draw(state.population, state.seed, state.count);
  return Object.assign(new SampleView(), {
    ...state,
    id: subject.id,
    isReproduced: again.join() === state.drawn.join(),
    evidence: new Witness(subject).of(state.seq),
  });
};
