import { describe, expect } from '@jest/globals';
import { rule, ruleTable } from '../testing/given.js';
import fc from 'fast-check';
import { LEAST_SHOWN, masked, maskedParts } from './masked.js';

const HIDDEN = { count: null, masked: true };

describe('small counts', () => {
  ruleTable(
    'IND-03',
    'the public does not see counts from 1 to 4',
    [
      { name: 'none is no secret', count: 0, seen: 0 },
      { name: 'one', count: 1, seen: null },
      { name: 'four, the last that is hidden', count: 4, seen: null },
      { name: 'five, the first that is shown', count: 5, seen: 5 },
    ],
    ({ count, seen }) => {
      expect(masked(count, true).count).toBe(seen);
      expect(masked(count, false)).toEqual({ count, masked: false });
    },
  );

  ruleTable(
    'IND-03',
    'no part of a whole can be worked out from the sum and the other parts',
    [
      { name: 'one small part takes the least other with it', parts: [3, 9, 7], shown: [null, 9, null] },
      { name: 'two small ones hide each other', parts: [3, 2, 7], shown: [null, null, 7] },
      { name: 'an empty part hides nothing', parts: [3, 0, 8], shown: [null, 0, null] },
      { name: 'nothing small, nothing hidden', parts: [5, 0, 8], shown: [5, 0, 8] },
      { name: 'a whole of one part', parts: [3], shown: [null] },
    ],
    ({ parts, shown }) => expect(maskedParts(parts, true).map(({ count }) => count)).toEqual(shown),
  );

  rule('IND-03', 'whatever the counts, a small one is hidden, never alone beside another that is not nothing', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 6 }), (parts) => {
        const seen = maskedParts(parts, true);
        const hidden = seen.filter((part) => part.masked);
        for (const [at, part] of seen.entries())
          if (parts[at]! > 0 && parts[at]! < LEAST_SHOWN) expect(part).toEqual(HIDDEN);
          else if (!part.masked) expect(part.count).toBe(parts[at]);
        if (hidden.length === 1) expect(parts.filter((part) => part > 0)).toHaveLength(1);
      }),
    ),
  );
});
