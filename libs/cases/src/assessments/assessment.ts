import { choices, commandsOf, type PlainDate } from '#kernel';
import type { CaseFile, Finding } from '../case.js';
import { confirmedOn } from '../phase.js';
import { idOf, isAdverse } from '../terms.js';
import { findingPhaseOn } from '../timeline.js';

export const SelfResult = choices(
  'SelfAssessmentResult',
  {
    COMPLIANT: 'The employer says that it keeps the duty.',
    PARTLY: 'It says that it keeps a part of it.',
    NOT_COMPLIANT: 'It says that it does not.',
    NOT_APPLICABLE: 'It says that the duty does not arise.',
  },
  'What an employer says of itself. It never outweighs a finding (EMP-06).',
);
export type SelfResult = keyof typeof SelfResult;

/** What an employer says of one duty. */
export interface SelfAnswer {
  arrangement: string;
  clause: string;
  result: SelfResult;
  evidenceDigest?: string;
}

/** What an employer says of all its duties under some arrangements, on a day and for a time. */
export interface Assessment {
  seq: number;
  employer: string;
  on: PlainDate;
  /** The last day on which it counts. */
  validUntil: PlainDate;
  signedAs: string;
  answers: SelfAnswer[];
}

export const { opens } = commandsOf<Assessment>();

/** A finding that says otherwise than an employer says of itself. */
export interface Contradiction {
  case: string;
  finding: string;
  isConfirmed: boolean;
}

/** EMP-06: whether an assessment counts on a day. */
export const isCurrent = ({ on, validUntil }: Pick<Assessment, 'on' | 'validUntil'>, day: PlainDate): boolean =>
  on <= day && day <= validUntil;

/** The findings against an employer on a duty that stand on a day and are not mended. Drafts nobody was told of are none. */
export const standingAgainst = (
  files: readonly { id: string; state: CaseFile }[],
  { employer, arrangement, clause }: Pick<Assessment, 'employer'> & Pick<SelfAnswer, 'arrangement' | 'clause'>,
  day: PlainDate,
): Contradiction[] =>
  files
    .filter(({ state }) => state.arrangement === arrangement && idOf(state.respondent) === employer)
    .flatMap(({ id, state }) =>
      state.findings
        .filter((finding) => finding.draft.clause === clause && isStanding(state, finding, day))
        .map((finding) => ({
          case: id,
          finding: finding.finding,
          isConfirmed: confirmedOn(finding, day) !== undefined,
        })),
    );

function isStanding(file: CaseFile, finding: Finding, day: PlainDate): boolean {
  if (finding.on > day || !isAdverse((confirmedOn(finding, day) ?? finding.draft).result)) return false;
  return !['DRAFT', 'VERIFIED', 'WITHDRAWN'].includes(findingPhaseOn(file, finding, day));
}

export const DutyReading = choices(
  'DutyReading',
  {
    SELF_REPORTED: 'Only the employer says so.',
    CONTRADICTED: 'A finding that nobody has confirmed says otherwise; the worse counts until it is decided (IND-07).',
    OVERRULED: 'A confirmed finding says otherwise, and it counts (EMP-06).',
    ADMITTED: 'The employer itself says that it does not keep all of it.',
    EXPIRED: 'What the employer said no longer counts.',
  },
  'How far what an employer says of itself can be relied on, on a day.',
);
export type DutyReading = keyof typeof DutyReading;

/** EMP-06 and IND-07: both are shown, and the worse counts. Only a finding that is mended leaves a self-report standing. */
export function readingOf(
  assessment: Assessment,
  answer: SelfAnswer,
  contradictions: readonly Contradiction[],
  day: PlainDate,
): DutyReading {
  if (!isCurrent(assessment, day)) return 'EXPIRED';
  if (answer.result === 'NOT_COMPLIANT' || answer.result === 'PARTLY') return 'ADMITTED';
  if (contradictions.some(({ isConfirmed }) => isConfirmed)) return 'OVERRULED';
  return contradictions.length > 0 ? 'CONTRADICTED' : 'SELF_REPORTED';
}
