import { event, isRefusal, refuse, type Refusal } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, type Finding, on } from '../case.js';
import { authority, findingOf } from '../checks.js';
import { replyDueOn } from '../deadlines.js';
import { isWithdrawn, staysOn } from '../phase.js';
import { foldVerdict, readByVerdict, resolve, VerdictOnFinding } from './verdict.js';

@InputType({ description: 'A finding is confirmed, after the respondent was told and could answer.' })
export class ConfirmFinding extends VerdictOnFinding {}

export const findingConfirmed = event(
  'FindingConfirmed',
  ConfirmFinding,
  (d) =>
    `Finding ${d.finding} confirmed: ${d.result?.toLowerCase().replaceAll('_', ' ')}, ${d.severity?.toLowerCase()}${d.workers === undefined ? '' : `, ${d.workers} workers`}`,
  { effective: (d) => ({ from: d.on }) },
);

export const confirmFinding = on(ConfirmFinding, {
  describes:
    'Confirms a finding, with its severity, the number of workers, and what is to be mended or why nothing is (CMP-08).',
  records: [findingConfirmed],
  mandate: authority(),
  reads: readByVerdict,
  decide(data, file, context) {
    const finding = findingOf(file, data.finding);
    if (isRefusal(finding)) return finding;
    const resolved = resolve(data, file, finding, context);
    if (isRefusal(resolved)) return resolved;
    if (finding.verdicts.length > 0)
      return refuse('CMP-14', 'ALREADY_DECIDED', `${data.finding} was decided on; revise or withdraw it.`, {
        finding: data.finding,
      });
    return checkHeard(file, finding, data.on) ?? findingConfirmed(resolved);
  },
  evolve: { FindingConfirmed: (file, d, event) => foldVerdict(file, 'CONFIRMED', d, event) },
});

/** CMP-06: the respondent was told, and has answered or let the time pass. */
function checkHeard(file: CaseFile, finding: Finding, day: string): Refusal | undefined {
  const name = finding.finding;
  if (!finding.notified || finding.notified.on > day || isWithdrawn(finding, day))
    return refuse('CMP-06', 'NOT_NOTIFIED', `On ${day} the respondent had not been told of ${name}: notify it first.`, {
      finding: name,
    });
  if (finding.replies.some(({ on: repliedOn }) => repliedOn <= day)) return undefined;
  const last = replyDueOn(file, finding, staysOn(file, day));
  return last !== undefined && last < day
    ? undefined
    : refuse(
        'CMP-06',
        'REPLY_PERIOD_OPEN',
        `The respondent may reply to ${name} ${last === undefined ? 'while the case rests' : `until ${last}`}: confirm it after that, or after the reply.`,
        { finding: name, replyUntil: last ?? null },
      );
}
