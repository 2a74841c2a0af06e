import { ChoiceField, event, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkAwake, checkMover, checkWords } from '../checks.js';
import { phaseOn } from '../phase.js';
import { type CasePhase, StayGround } from '../terms.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'A case rests for a recorded reason; its limits stand still.' })
export class StayCase extends ActOnCase {
  @ChoiceField(() => StayGround, { description: 'Why' }) ground!: StayGround;
  @TextField({ optional: true, length: 300, description: 'The other body, and its reference' }) where?: string;
}

export const caseStayed = event(
  'CaseStayed',
  StayCase,
  (d) => `The case rests: ${d.ground.toLowerCase().replaceAll('_', ' ')}${d.where ? `, ${d.where}` : ''}`,
  {
    effective: (d) => ({ from: d.on }),
  },
);

const ENDED: readonly CasePhase[] = ['INADMISSIBLE', 'SETTLED', 'WITHDRAWN', 'CLOSED', 'REMEDY_DONE'];

export const stayCase = on(StayCase, {
  describes:
    'Lets a case rest: because the same facts are before another body, or for another recorded reason (CMP-05, CMP-13).',
  records: [caseStayed],
  mandate: authority(),
  decide(data, file, context) {
    const refused =
      checkMover(file, data.by, context) ?? checkAwake(file, data.on, context) ?? checkWords(data.words, data.where);
    if (refused) return refused;
    if (data.ground === 'SAME_FACTS_ELSEWHERE' && data.where === undefined)
      return refuse('CMP-05', 'WHERE_MISSING', 'Name in `where` the body before which the same facts are.');
    const { phase } = phaseOn(file, data.on);
    return ENDED.includes(phase)
      ? refuse('CMP-05', 'ALREADY_ENDED', `On ${data.on} the case is over; nothing of it can rest.`, { phase })
      : caseStayed(data);
  },
  evolve: {
    CaseStayed: (file, d, event) =>
      withStep(file, event, {
        seq: event.seq,
        on: d.on,
        by: doerOf(event, d.by),
        move: 'STAY',
        ground: d.ground,
        where: d.where,
      }),
  },
});
