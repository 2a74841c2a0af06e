import {
  CodeField,
  CountField,
  event,
  IdField,
  PlainDateField,
  refuse,
  type Refusal,
  Role,
  SeqField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { made } from '../checks.js';
import { draw } from './draw.js';
import { opens } from './sample.js';

/** The id of a thing in the registry. */
const ANY_ID = /^[a-z]+-[a-z0-9][a-z0-9-]{0,99}$/;

@InputType({
  description:
    'A random sample, for a check that nobody can say was aimed. Whoever has the population and the seed draws it again.',
})
export class DrawSample {
  @IdField('sample', { description: 'The sample' }) sample!: string;
  @PlainDateField({ description: 'The day of the drawing' }) on!: string;
  @TextField({ length: 300, description: 'What it is drawn for' }) purpose!: string;
  @TextField({ length: 2000, description: 'The question that gave the population, so that anyone can ask it again' })
  query!: string;
  @SeqField({ description: 'The size of the log for which it was asked (asOf.knownSize)' }) knownSize!: number;
  @CodeField(ANY_ID, 'the id of something in the registry', {
    list: true,
    max: 5000,
    description: 'The ids that the question gave: each once',
  })
  population!: string[];
  @CodeField(/^[\x21-\x7e]{8,200}$/, '8 to 200 visible characters without blanks', { description: 'The seed' })
  seed!: string;
  @TextField({
    length: 300,
    description:
      'Where the seed comes from, so that nobody chose it: e.g. the root of a later checkpoint, a public lottery',
  })
  seedFrom!: string;
  @CountField({ min: 1, description: 'How many are drawn' }) count!: number;
}

@InputType({ isAbstract: true })
export class SampleDrawn extends DrawSample {
  @CodeField(ANY_ID, 'the id of something in the registry', {
    list: true,
    max: 5000,
    description: 'In the order drawn',
  })
  drawn!: string[];
}

export const sampleDrawn = event(
  'SampleDrawn',
  SampleDrawn,
  (d) => `${d.count} of ${d.population.length} drawn by lot, for ${d.purpose}`,
  { effective: (d) => ({ from: d.on }) },
);

/** AUD-06: the same population, seed and number give the same sample, so it can be drawn again by whoever doubts it. */
export const drawSample = opens(DrawSample, {
  describes: 'Draws a random sample. Population, seed and what was drawn are in the event.',
  records: [sampleDrawn],
  mandate: { roles: [Role.GOVERNMENT, Role.UNION, Role.EMPLOYER, Role.SECRETARIAT] },
  decide: (data, _, { today }) =>
    checkPopulation(data) ??
    (data.on > today
      ? refuse('GEN-05', 'NOT_YET', `${data.on} is not over: record it when it has happened.`, { on: data.on, today })
      : undefined) ??
    sampleDrawn(made(SampleDrawn, data, { drawn: draw(data.population, data.seed, data.count) })),
  evolve: { SampleDrawn: (_, { sample: _id, ...stated }, { seq }) => ({ ...stated, seq }) },
});

function checkPopulation({ population, count }: DrawSample): Refusal | undefined {
  const seen = new Set<string>();
  const twice = population.find((id) => seen.size === seen.add(id).size);
  if (twice !== undefined)
    return refuse('AUD-06', 'NOT_A_POPULATION', `${twice} is in the population twice: it would be drawn more easily.`, {
      id: twice,
    });
  return count > population.length
    ? refuse('AUD-06', 'NOT_A_POPULATION', `${count} cannot be drawn out of ${population.length}.`, {
        count,
        population: population.length,
      })
    : undefined;
}
