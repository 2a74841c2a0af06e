import { event, isRefusal, KeyField, refuse, Role, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on, withFinding } from '../case.js';
import {
  checkAwake,
  checkDoer,
  checkUnbiased,
  checkWords,
  doer,
  findingOf,
  investigatorsOf,
  observer,
} from '../checks.js';
import { confirmedOn, isWithdrawn } from '../phase.js';
import { ActOnCase } from '../procedure/act-on-case.js';

@InputType({ description: 'A finding is taken back, with the reason. It stays in the history (CMP-14).' })
export class WithdrawFinding extends ActOnCase {
  @KeyField({ description: 'The finding' }) finding!: string;
  @TextField({ sealed: true, length: 500, description: 'Why' }) why!: string;
}

export const findingWithdrawn = event('FindingWithdrawn', WithdrawFinding, (d) => `Finding ${d.finding} withdrawn`, {
  effective: (d) => ({ from: d.on }),
});

/** CMP-14. A draft is taken back by whoever looks into the matter; what was confirmed, by an authority that did not (CMP-07). */
export const withdrawFinding = on(WithdrawFinding, {
  describes: 'Takes a finding back from a day on, with what it ordered.',
  records: [findingWithdrawn],
  mandate: observer(),
  decide(data, file, context) {
    const refused =
      checkDoer(data.by, file.parties, context) ??
      checkAwake(file, data.on, context) ??
      checkWords(data.words, data.why);
    if (refused) return refused;
    const finding = findingOf(file, data.finding);
    if (isRefusal(finding)) return finding;
    if (data.on < finding.on || isWithdrawn(finding, data.on))
      return refuse('CMP-14', 'NOT_THERE', `On ${data.on} there is no finding ${data.finding} to take back.`, {
        finding: data.finding,
      });
    if (!confirmedOn(finding, data.on)) return findingWithdrawn(data);
    return context.actor.role === Role.UNION
      ? refuse('GEN-09', 'NOT_MANDATED', 'What was confirmed is taken back by an authority.', {
          role: context.actor.role,
        })
      : (checkUnbiased(file, [finding.by, ...investigatorsOf(file)], doer(data.by, context)) ?? findingWithdrawn(data));
  },
  evolve: {
    FindingWithdrawn: (file, d, event) =>
      withFinding(citing(file, event), d.finding, (finding) => ({
        ...finding,
        verdicts: [
          ...finding.verdicts,
          { seq: event.seq, on: d.on, by: doerOf(event, d.by), kind: 'WITHDRAWN', why: d.why },
        ],
      })),
  },
});
