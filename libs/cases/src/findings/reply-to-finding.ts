import { ChoiceField, event, isRefusal, KeyField, refuse, Role } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on, withFinding } from '../case.js';
import { checkDay, checkSpokesman, checkWords, findingOf } from '../checks.js';
import { ActOnCase } from '../procedure/act-on-case.js';
import { ReplyStance } from '../terms.js';

@InputType({ description: 'What the respondent answers to a finding.' })
export class ReplyToFinding extends ActOnCase {
  @KeyField({ description: 'The finding' }) finding!: string;
  @ChoiceField(() => ReplyStance, { description: 'Accepted or contested' }) stance!: ReplyStance;
}

export const findingReplied = event(
  'FindingReplied',
  ReplyToFinding,
  (d) => `The respondent ${d.stance === 'ACCEPTED' ? 'accepts' : 'contests'} finding ${d.finding}`,
  { effective: (d) => ({ from: d.on }) },
);

export const replyToFinding = on(ReplyToFinding, {
  describes: 'Records what the respondent answers to a finding: this is how a finding is contested.',
  records: [findingReplied],
  mandate: { roles: [Role.EMPLOYER, Role.GOVERNMENT, Role.SECRETARIAT] },
  decide(data, file, context) {
    const refused =
      checkSpokesman(file, context) ?? checkDay(data.on, file.openedOn, context) ?? checkWords(data.words);
    if (refused) return refused;
    const finding = findingOf(file, data.finding);
    if (isRefusal(finding)) return finding;
    return finding.notified && finding.notified.on <= data.on
      ? findingReplied(data)
      : refuse('CMP-06', 'NOT_NOTIFIED', `On ${data.on} the respondent had not been told of ${data.finding}.`, {
          finding: data.finding,
        });
  },
  evolve: {
    FindingReplied: (file, d, event) =>
      withFinding(citing(file, event), d.finding, (finding) => ({
        ...finding,
        replies: [
          ...finding.replies,
          { seq: event.seq, on: d.on, by: doerOf(event, d.by), stance: d.stance, words: d.words },
        ],
      })),
  },
});
