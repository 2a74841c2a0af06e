import { event, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkMove, checkMover, checkNothingCritical, checkWords } from '../checks.js';
import { phaseOn, standingRemedies, verifiedOn } from '../phase.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'A case is closed.' })
export class CloseCase extends ActOnCase {}

export const caseClosed = event('CaseClosed', CloseCase, () => 'Case closed', {
  effective: (d) => ({ from: d.on }),
});

export const closeCase = on(CloseCase, {
  describes: 'Closes a case: when nothing is left to mend, and what was mended is verified (CMP-10, CMP-11).',
  records: [caseClosed],
  mandate: authority(),
  decide(data, file, context) {
    const refused =
      checkMover(file, data.by, context) ??
      checkMove(file, 'CLOSE', data.on, context) ??
      checkNothingCritical(file, data.on) ??
      checkWords(data.words);
    if (refused) return refused;
    const open = standingRemedies(file, data.on).filter((remedy) => verifiedOn(remedy, data.on) === undefined);
    if (open.length > 0)
      return refuse(
        'CMP-10',
        'REMEDY_OPEN',
        `Not verified to be done: ${open.map(({ remedy }) => remedy).join(', ')}. The case is closed after that.`,
        { remedies: open.map(({ remedy }) => remedy) },
      );
    return file.kind === 'COMPLAINT' && phaseOn(file, data.on).phase === 'INVESTIGATING'
      ? refuse('CMP-08', 'NOT_DECIDED', 'A complaint that was taken up is decided before it is closed.')
      : caseClosed(data);
  },
  evolve: {
    CaseClosed: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'CLOSE', words: d.words }),
  },
});
