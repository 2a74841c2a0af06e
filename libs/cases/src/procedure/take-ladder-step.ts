import { ChoiceField, event, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on } from '../case.js';
import { checkAwake, checkDoer, checkWords, observer } from '../checks.js';
import { ladderOn } from '../deadlines.js';
import { Rung, RUNGS } from '../terms.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'What was sent to take a matter further up the ladder.' })
export class TakeLadderStep extends ActOnCase {
  @ChoiceField(() => Rung, { description: 'How far up' }) rung!: Rung;
  @TextField({ length: 300, description: 'To whom it was sent' }) to!: string;
}

export const ladderStepTaken = event(
  'LadderStepTaken',
  TakeLadderStep,
  (d) => `Taken further: ${d.rung.toLowerCase().replaceAll('_', ' ')}, to ${d.to}`,
  { effective: (d) => ({ from: d.on }) },
);

/** CMP-13: time brings a matter up by itself; what is sent is an act. Nobody jumps over what neither time nor an act brought. */
export const takeLadderStep = on(TakeLadderStep, {
  describes: 'Records what was sent: a request, an observation, a point for the joint committee, and so on upwards.',
  records: [ladderStepTaken],
  mandate: observer(),
  decide(data, file, context) {
    const refused =
      checkDoer(data.by, file.parties, context) ??
      checkAwake(file, data.on, context) ??
      checkWords(data.words, data.to);
    if (refused) return refused;
    const { due, sent } = ladderOn(file, data.on);
    const highest = Math.max(...[due, sent].map((rung) => (rung ? RUNGS.indexOf(rung) : -1)));
    return RUNGS.indexOf(data.rung) <= highest + 1
      ? ladderStepTaken(data)
      : refuse(
          'CMP-13',
          'LADDER_ORDER',
          `The next step is ${inWords(RUNGS[highest + 1]!)}; ${inWords(data.rung)} comes after it.`,
          { rung: data.rung, next: RUNGS[highest + 1]! },
        );
  },
  evolve: {
    LadderStepTaken: (file, d, event) => ({
      ...citing(file, event),
      rungs: [...file.rungs, { seq: event.seq, on: d.on, by: doerOf(event, d.by), rung: d.rung, to: d.to }],
    }),
  },
});

const inWords = (rung: Rung) => rung.toLowerCase().replaceAll('_', ' ');
