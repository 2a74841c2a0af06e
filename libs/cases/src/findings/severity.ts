import { type Arrangement, CLAUSES, ClauseCode, Severity } from '#arrangements';
import { type PlainDate, refuse, type Refusal } from '#kernel';
import { codingOn } from '../opening/applicability.js';

const SEVERITIES = Object.keys(Severity) as Severity[];

/** What is coded of a clause on a day: its matter, how grave a breach is, and which event says so. */
export interface CodedClause {
  code: ClauseCode;
  severity: Severity;
  seq: number;
}

export function codedOn(arrangement: Arrangement, clause: string, day: PlainDate): CodedClause | undefined {
  const coding = codingOn(arrangement, clause, day);
  if (!coding) return undefined;
  const { code, severity } = coding.value;
  return { code, severity: severity ?? CLAUSES[code].severity, seq: coding.seq };
}

/** CMP-08 and CMP-16: a breach is as grave as its clause makes it, or graver; nothing that happens later makes it lighter. */
export function checkSeverity(asked: Severity | undefined, { code, severity }: CodedClause): Refusal | undefined {
  return asked === undefined || SEVERITIES.indexOf(asked) >= SEVERITIES.indexOf(severity)
    ? undefined
    : refuse(
        'CMP-08',
        'SEVERITY_LOWERED',
        `A breach of ${code} is ${severity.toLowerCase()} here; a finding can call it graver, not ${asked.toLowerCase()}.`,
        { code, severity, asked },
      );
}
