import { event, isRefusal, KeyField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on, withFinding } from '../case.js';
import { checkAwake, checkDoer, findingOf, observer } from '../checks.js';
import { isWithdrawn } from '../phase.js';
import { ActOnCase } from '../procedure/act-on-case.js';

@InputType({ description: 'The respondent is told of a finding; from now on it may reply.' })
export class NotifyFinding extends ActOnCase {
  @KeyField({ description: 'The finding' }) finding!: string;
}

export const findingNotified = event(
  'FindingNotified',
  NotifyFinding,
  (d) => `The respondent was told of finding ${d.finding}`,
  { effective: (d) => ({ from: d.on }) },
);

export const notifyFinding = on(NotifyFinding, {
  describes: 'Records that the respondent was told of a finding. The time to reply begins (CMP-06).',
  records: [findingNotified],
  mandate: observer(),
  decide(data, file, context) {
    const refused = checkDoer(data.by, file.parties, context) ?? checkAwake(file, data.on, context);
    if (refused) return refused;
    const finding = findingOf(file, data.finding);
    if (isRefusal(finding)) return finding;
    if (finding.notified || isWithdrawn(finding, data.on))
      return refuse(
        'CMP-06',
        'ALREADY_NOTIFIED',
        finding.notified
          ? `The respondent was told of ${data.finding} on ${finding.notified.on}; the time to reply runs from then.`
          : `${data.finding} was withdrawn.`,
        { finding: data.finding },
      );
    return data.on < finding.on
      ? refuse('GEN-05', 'DATE_ORDER', `${data.finding} was drafted on ${finding.on}, after ${data.on}.`, {
          on: data.on,
          draftedOn: finding.on,
        })
      : findingNotified(data);
  },
  evolve: {
    FindingNotified: (file, d, event) =>
      withFinding(citing(file, event), d.finding, (finding) => ({
        ...finding,
        notified: { seq: event.seq, on: d.on, by: doerOf(event, d.by) },
      })),
  },
});
