import { describe, expect } from '@jest/globals';
import type { ClauseContent, ClauseView } from '#arrangements';
import { rule, ruleTable } from '#kernel/testing';
import { auditText, type TextAudit } from './text-audit.js';

const clause = (changes: Partial<ClauseContent>): ClauseView =>
  ({
    clause: 'fees',
    code: changes.code ?? 'FEES',
    content: {
      code: 'FEES',
      answer: 'PRESENT',
      codedFrom: 'TEXT',
      modality: 'SHALL',
      bearers: ['EMPLOYER'],
      ...changes,
    },
  }) as ClauseView;
const indicator = { metric: 'fees', unit: 'EUR', comparator: 'AT_MOST', threshold: 0, period: 'year' } as const;

describe('what a text leaves open', () => {
  ruleTable(
    'CLA-05',
    'silent, weak, unclear and firm are told apart',
    [
      { name: 'silent', changes: { answer: 'SILENT' }, tells: ['silent'] },
      { name: 'it recommends', changes: { modality: 'SHOULD' }, tells: ['weak'] },
      { name: 'it promises to try', changes: { modality: 'ENDEAVOURS' }, tells: ['weak'] },
      { name: 'it leaves it to national law', changes: { modality: 'REFERS_TO_NATIONAL_LAW' }, tells: ['weak'] },
      { name: 'the coder could not tell', changes: { answer: 'INCONCLUSIVE' }, tells: ['unclear'] },
      { name: 'the coder did not say how firmly', changes: { modality: 'NOT_CODED' }, tells: ['unclear'] },
      { name: 'it cannot apply', changes: { answer: 'NOT_APPLICABLE' }, tells: [] },
      { name: 'firm and measured', changes: { indicator }, tells: [] },
      { name: 'firm, and nothing measures it (CLA-06)', changes: {}, tells: ['unmeasured'] },
    ] satisfies { name: string; changes: Partial<ClauseContent>; tells: (keyof TextAudit)[] }[],
    ({ changes, tells }) => {
      const { notCoded: _, ...audit } = auditText([clause(changes)]);
      expect(Object.entries(audit).flatMap(([key, found]) => (found.length > 0 ? [key] : []))).toEqual(tells);
    },
  );

  rule('CLA-05', 'what nobody has read is not silent; matters of process are no rights', () => {
    const { notCoded, silent } = auditText([clause({})]);
    expect(silent).toEqual([]);
    expect(notCoded).toHaveLength(37);
    expect(notCoded).not.toContain('FEES');
    expect(notCoded).not.toContain('FINP');
  });
});
