import { describe, expect, test } from '@jest/globals';
import { rule, ruleTable } from '#kernel/testing';
import fc from 'fast-check';
import { assess, Assessment, assessmentOf, assessmentOfFinding, type Judged, worstOf } from './assess.js';
import { periodsIn } from './periods.js';

const status = (changes: Partial<Judged>): Judged => ({
  headline: 'FULFILLED',
  performance: 'FULFILLED',
  verification: 'INDEPENDENT',
  contest: 'NONE',
  ...changes,
});

describe('whether a clause is kept', () => {
  ruleTable(
    'IND-04',
    'follows from the status of what is owed, and no data is not compliance',
    [
      { name: 'done and proved', judged: status({}), says: 'COMPLIANT' },
      { name: 'broken', judged: status({ headline: 'BREACHED', performance: 'BREACHED' }), says: 'NON_COMPLIANT' },
      { name: 'broken and mended', judged: status({ headline: 'REMEDIED', performance: 'REMEDIED' }), says: 'PARTLY' },
      {
        name: 'due and no report',
        judged: status({ headline: 'OVERDUE', performance: 'OVERDUE' }),
        says: 'OVERDUE_DATA',
      },
      {
        name: 'only the word of the one bound',
        judged: status({ headline: 'UNVERIFIED', verification: 'ASSERTED' }),
        says: 'NOT_ASSESSABLE',
      },
      {
        name: 'proof that ran out',
        judged: status({ headline: 'UNVERIFIED', verification: 'EXPIRED' }),
        says: 'NOT_ASSESSABLE',
      },
      {
        name: 'a dispute about what was broken',
        judged: status({ headline: 'DISPUTED', performance: 'BREACHED', contest: 'DISPUTED' }),
        says: 'NOT_ASSESSABLE',
      },
      {
        name: 'a dispute before anything is due',
        judged: status({ headline: 'DISPUTED', performance: 'NOT_YET_DUE', contest: 'DISPUTED' }),
        says: 'NOT_YET_DUE',
      },
      { name: 'nothing due yet', judged: status({ headline: 'NOT_YET_DUE' }), says: 'NOT_YET_DUE' },
      { name: 'released', judged: status({ headline: 'WAIVED' }), says: 'NOT_OWED' },
      { name: 'not in force', judged: status({ headline: 'NOT_IN_FORCE' }), says: 'NOT_OWED' },
    ] satisfies { name: string; judged: Judged; says: Assessment }[],
    ({ judged, says }) => expect(assessmentOf(judged)).toBe(says),
  );

  rule('IND-04', 'a finding of kept in part is neither kept nor broken', () => {
    expect(assessmentOf(status({ headline: 'BREACHED', performance: 'BREACHED' }), { partly: true })).toBe('PARTLY');
    expect(assessmentOfFinding('PARTLY_SATISFIED')).toBe('PARTLY');
  });

  ruleTable(
    'IND-04',
    'where nothing is on record, what is owed has no data',
    [
      { name: 'owed, nothing known', found: [], isOwed: true, says: 'NO_DATA' },
      { name: 'not owed, nothing known', found: [], isOwed: false, says: 'NOT_OWED' },
      { name: 'one duty kept', found: ['COMPLIANT'], isOwed: true, says: 'COMPLIANT' },
      {
        name: 'one kept, one without its report',
        found: ['COMPLIANT', 'OVERDUE_DATA'],
        isOwed: true,
        says: 'OVERDUE_DATA',
      },
      { name: 'all its duties are released', found: ['NOT_OWED'], isOwed: true, says: 'NOT_OWED' },
    ] satisfies { name: string; found: Assessment[]; isOwed: boolean; says: Assessment }[],
    ({ found, isOwed, says }) => expect(assess(found, isOwed)).toBe(says),
  );

  rule('IND-05', 'a duty that is not owed neither helps nor harms beside one that is', () => {
    expect(assess(['NOT_OWED', 'COMPLIANT'], true)).toBe('COMPLIANT');
    expect(assess(['NOT_OWED', 'NON_COMPLIANT'], true)).toBe('NON_COMPLIANT');
  });

  rule('IND-07', 'of reports that contradict each other the worse one counts until a finding decides', () => {
    const contradicted = status({ headline: 'UNVERIFIED', verification: 'CONTRADICTED' });
    expect(assessmentOf(contradicted)).toBe('NON_COMPLIANT');
    expect(assessmentOf({ ...contradicted, headline: 'DISPUTED', contest: 'DISPUTED' })).toBe('NON_COMPLIANT');
    expect(worstOf(['COMPLIANT', 'NON_COMPLIANT', 'PARTLY'])).toBe('NON_COMPLIANT');
  });

  rule('IND-04', 'nothing is called kept unless all that has fallen due is', () => {
    const any = fc.constantFrom(...(Object.keys(Assessment) as Assessment[]));
    const says = (entry: Assessment) => entry !== 'NOT_OWED' && entry !== 'NOT_YET_DUE';
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.boolean(), (found, isOwed) => {
        const due = found.filter(says);
        const isKept = due.length > 0 && due.every((entry) => entry === 'COMPLIANT');
        expect(assess(found, isOwed) === 'COMPLIANT').toBe(isKept);
      }),
    );
  });
});

test.each([
  ['YEAR', ['2024-03-01 2025-01-01', '2025-01-01 2025-08-15']],
  ['HALF_YEAR', ['2024-03-01 2024-07-01', '2024-07-01 2025-01-01', '2025-01-01 2025-07-01', '2025-07-01 2025-08-15']],
  ['WHOLE', ['2024-03-01 2025-08-15']],
] as const)('a time is cut by the %s, and at its own ends', (length, cut) =>
  expect(periodsIn({ from: '2024-03-01', to: '2025-08-15' }, length).map(({ from, to }) => `${from} ${to}`)).toEqual(
    cut,
  ),
);
