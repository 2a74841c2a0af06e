import { event, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkMove, checkMover, checkWords } from '../checks.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'A case is opened again, because of facts that were not known.' })
export class ReopenCase extends ActOnCase {}

export const caseReopened = event(
  'CaseReopened',
  ReopenCase,
  () => 'Case opened again for new facts; what was decided stays on record',
  {
    effective: (d) => ({ from: d.on }),
  },
);

export const reopenCase = on(ReopenCase, {
  describes: 'Opens a case again for new facts, from a source on which it did not rest before (CMP-12).',
  records: [caseReopened],
  mandate: authority(),
  decide(data, file, context) {
    const refused =
      checkMover(file, data.by, context) ?? checkMove(file, 'REOPEN', data.on, context) ?? checkWords(data.words);
    if (refused) return refused;
    const fresh = (context.provenance.sources ?? []).filter((source) => !file.sources.includes(source));
    return fresh.length > 0 && data.words !== undefined
      ? caseReopened(data)
      : refuse(
          'CMP-12',
          'NEW_FACTS_REQUIRED',
          'Say in `words` what is new, and name in provenance.sources a source on which the case did not rest before.',
          { known: file.sources },
        );
  },
  evolve: {
    CaseReopened: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'REOPEN', words: d.words! }),
  },
});
