import { event, isRefusal, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../case.js';
import { authority, checkWords, findingOf } from '../checks.js';
import { confirmedOn } from '../phase.js';
import { foldVerdict, readByVerdict, resolve, VerdictOnFinding } from './verdict.js';

@InputType({ description: 'A confirmed finding is changed, with the reason. What it said before stays (CMP-14).' })
export class ReviseFinding extends VerdictOnFinding {
  @TextField({ sealed: true, length: 500, description: 'Why it is changed' }) why!: string;
}

export const findingRevised = event(
  'FindingRevised',
  ReviseFinding,
  (d) => `Finding ${d.finding} revised: ${d.result?.toLowerCase().replaceAll('_', ' ')}, ${d.severity?.toLowerCase()}`,
  { effective: (d) => ({ from: d.on }) },
);

/** CMP-14: a later decision replaces an earlier one from its day on; answers as known before stay as they were. */
export const reviseFinding = on(ReviseFinding, {
  describes: 'Changes a confirmed finding. All that follows from it is worked out anew.',
  records: [findingRevised],
  mandate: authority(),
  reads: readByVerdict,
  decide(data, file, context) {
    const finding = findingOf(file, data.finding);
    if (isRefusal(finding)) return finding;
    if (!confirmedOn(finding, data.on))
      return refuse(
        'CMP-14',
        'NOT_CONFIRMED',
        `On ${data.on} ${data.finding} is not confirmed; there is nothing to revise.`,
        {
          finding: data.finding,
        },
      );
    const resolved = resolve(data, file, finding, context);
    return isRefusal(resolved) ? resolved : (checkWords(data.why) ?? findingRevised(resolved));
  },
  evolve: { FindingRevised: (file, d, event) => foldVerdict(file, 'REVISED', d, event) },
});
