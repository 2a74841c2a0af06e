import { ChoiceField, event, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkDoer, checkMove, checkUnbiased, checkWords, doer, investigatorsOf } from '../checks.js';
import { confirmedOn } from '../phase.js';
import { CaseOutcome, isAdverse } from '../terms.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'Whether a complaint, or what was disclosed or checked, is founded.' })
export class DecideComplaint extends ActOnCase {
  @ChoiceField(() => CaseOutcome, { description: 'Whether it is founded' }) outcome!: CaseOutcome;
}

export const complaintDecided = event(
  'ComplaintDecided',
  DecideComplaint,
  (d) => `Decided: ${d.outcome.toLowerCase()}`,
  {
    effective: (d) => ({ from: d.on }),
  },
);

export const decideComplaint = on(DecideComplaint, {
  describes: 'Decides a case. What is founded rests on a confirmed finding, and whoever investigated does not decide.',
  records: [complaintDecided],
  mandate: authority(),
  decide(data, file, context) {
    const refused =
      checkDoer(data.by, file.parties, context) ??
      checkMove(file, 'DECIDE', data.on, context) ??
      checkUnbiased(file, investigatorsOf(file), doer(data.by, context)) ??
      checkWords(data.words);
    if (refused) return refused;
    const adverse = file.findings.filter((finding) => {
      const content = confirmedOn(finding, data.on);
      return content && isAdverse(content.result);
    });
    if (data.outcome === 'UNFOUNDED' ? adverse.length > 0 : adverse.length === 0)
      return refuse(
        'CMP-08',
        'FINDINGS_SAY_OTHERWISE',
        data.outcome === 'UNFOUNDED'
          ? `A finding stands against the respondent (${adverse.map(({ finding }) => finding).join(', ')}): the case is not unfounded.`
          : 'Nothing is confirmed against the respondent: what is founded rests on a confirmed finding.',
        { outcome: data.outcome, findings: adverse.map(({ finding }) => finding) },
      );
    return complaintDecided(data);
  },
  evolve: {
    ComplaintDecided: (file, d, event) =>
      withStep(file, event, {
        seq: event.seq,
        on: d.on,
        by: doerOf(event, d.by),
        move: 'DECIDE',
        outcome: d.outcome,
        words: d.words,
      }),
  },
});
