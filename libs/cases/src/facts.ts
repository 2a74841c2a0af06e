import type { PlainDate } from '#kernel';
import type { DisputeFact, Facts, FindingFact, RemedyFact } from '#rights';
import type { CaseFile, Finding, FindingContent, Remedy, Verdict } from './case.js';
import { claimedOn, inOrder, lastOf } from './phase.js';
import { idOf, isAdverse, type Respondent } from './terms.js';

/** A duty, as far as a case can tell that it is meant. */
export interface DutyOfCase {
  id: string;
  arrangement: string;
  clause: string;
  /** Who bears it, where it is someone by name. */
  bearer?: Respondent;
}

/** The last day of all: what was recorded counts, whatever day is asked about. */
const ALWAYS: PlainDate = '9999-12-31';

/**
 * What a case tells of one duty, for the evaluator: confirmed findings as they were last decided, findings that the
 * respondent was told of but nobody confirmed as interim ones, what mends them, and what is contested. A finding is about a
 * duty that it names; one that names none is about the duty of its clause and respondent. Pure; what was withdrawn is left
 * out (CMP-14), and whoever asks as known earlier passes the case as folded then.
 */
export function factsOf(file: CaseFile, duty: DutyOfCase): Pick<Facts, 'findings' | 'remedies' | 'disputes'> {
  const about = file.findings.filter((finding) => isAbout(file, finding, duty) && last(finding)?.kind !== 'WITHDRAWN');
  return {
    findings: about.flatMap((finding) => findingFact(file, finding) ?? []),
    remedies: about.flatMap((finding) =>
      file.remedies.filter((remedy) => remedy.finding === finding.finding).map((remedy) => remedyFact(finding, remedy)),
    ),
    disputes: file.findings
      .filter((finding) => isAbout(file, finding, duty))
      .flatMap((finding) => disputeFact(finding) ?? []),
  };
}

function isAbout(
  file: CaseFile,
  { obligation, draft }: Finding,
  { id, arrangement, clause, bearer }: DutyOfCase,
): boolean {
  if (obligation !== undefined) return obligation === id;
  return (
    file.arrangement === arrangement &&
    draft.clause === clause &&
    (bearer === undefined || idOf(bearer) === idOf(file.respondent))
  );
}

const last = ({ verdicts }: Finding): Verdict | undefined => inOrder(verdicts).at(-1);

function findingFact(file: CaseFile, finding: Finding): FindingFact | undefined {
  const verdict = last(finding);
  if (verdict?.kind === 'WITHDRAWN') return undefined;
  const fact = (content: FindingContent, seq: number, on: PlainDate, by: string, competent: boolean): FindingFact => ({
    seq,
    occurrence: finding.occurrence,
    result: content.result,
    competent,
    interim: !competent,
    by,
    on,
    occurredOn: lastOf(content.facts),
    ...(content.result === 'PARTLY_SATISFIED' ? { openPart: `finding ${finding.finding}` } : {}),
  });
  if (verdict) return fact(verdict.content, verdict.seq, verdict.on, partyOf(verdict), true);
  const { notified } = finding;
  return notified && isAdverse(finding.draft.result)
    ? fact(finding.draft, notified.seq, notified.on, partyOf(finding), false)
    : undefined;
}

const partyOf = ({ by }: Pick<Verdict, 'by'>): string => by.party ?? by.officer;

/** CMP-10: performed when its owner said so, accepted when another verified it. */
function remedyFact(finding: Finding, remedy: Remedy): RemedyFact {
  const claimed = claimedOn(remedy, ALWAYS);
  const checked = inOrder(remedy.checks).at(-1);
  const accepted = checked?.isDone ? checked : undefined;
  return {
    seq: remedy.seq,
    occurrence: finding.occurrence,
    finding: last(finding)?.seq ?? finding.seq,
    performedOn: claimed ?? accepted?.on,
    ...(accepted ? { accepted: { seq: accepted.seq, on: accepted.on } } : {}),
  };
}

/** A finding that the respondent contests is in dispute until it is decided on. */
function disputeFact(finding: Finding): DisputeFact | undefined {
  const contested = inOrder(finding.replies).find(({ stance }) => stance === 'CONTESTED');
  if (!contested) return undefined;
  const verdict = inOrder(finding.verdicts).find(({ on }) => on >= contested.on);
  return {
    seq: contested.seq,
    occurrence: finding.occurrence,
    on: contested.on,
    ...(contested.by.party === undefined ? {} : { by: contested.by.party }),
    ...(verdict
      ? {
          resolved: {
            seq: verdict.seq,
            on: verdict.on,
            outcome:
              verdict.kind === 'WITHDRAWN' || !isAdverse(verdict.content.result) ? 'UPHOLDS_BEARER' : 'UPHOLDS_CLAIM',
          },
        }
      : {}),
  };
}
