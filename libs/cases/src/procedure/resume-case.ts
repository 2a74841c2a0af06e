import { event, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkDay, checkMover, checkWords } from '../checks.js';
import { phaseOn } from '../phase.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'A case that rested goes on; its limits move by as many days as it rested.' })
export class ResumeCase extends ActOnCase {}

export const caseResumed = event('CaseResumed', ResumeCase, () => 'The case goes on', {
  effective: (d) => ({ from: d.on }),
});

export const resumeCase = on(ResumeCase, {
  describes: 'Lets a case that rested go on (CMP-05).',
  records: [caseResumed],
  mandate: authority(),
  decide(data, file, context) {
    const refused =
      checkMover(file, data.by, context) ?? checkDay(data.on, file.openedOn, context) ?? checkWords(data.words);
    if (refused) return refused;
    return phaseOn(file, data.on).phase === 'STAYED'
      ? caseResumed(data)
      : refuse('CMP-05', 'NOT_STAYED', `On ${data.on} the case does not rest.`, { on: data.on });
  },
  evolve: {
    CaseResumed: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'RESUME' }),
  },
});
