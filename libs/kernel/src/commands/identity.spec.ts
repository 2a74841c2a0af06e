import { expect } from '@jest/globals';
import { ruleTable } from '../testing/given.js';
import { checkIdentity } from './identity.js';

ruleTable(
  'CMP-02',
  'the reason and the note of an event tell no worker apart',
  [
    { name: 'nothing beside the source', provenance: {}, found: undefined },
    { name: 'a plain reason', provenance: { reason: 'Told by 12 workers on 2026-01-15' }, found: undefined },
    {
      name: 'a passport in the reason',
      provenance: { reason: 'The holder of AB1234567 told us' },
      found: ['provenance.reason', 'the number of a passport or permit'],
    },
    { name: 'five digits are no passport', provenance: { reason: 'File AB12345' }, found: undefined },
    {
      name: 'an address in the note',
      provenance: { reason: 'Our own act', note: 'Write to worker@example.org' },
      found: ['provenance.note', 'an e-mail address'],
    },
    {
      name: 'a date of birth in the note',
      provenance: { note: 'She was born on 1 May 1990' },
      found: ['provenance.note', 'a date of birth'],
    },
  ],
  ({ provenance, found }) => {
    const refused = checkIdentity(provenance);
    if (!found) expect(refused).toBeUndefined();
    else
      expect(refused).toMatchObject({
        rule: 'CMP-02',
        code: 'PERSONAL_DATA_REFUSED',
        message: expect.stringContaining(found[0]!),
        facts: { field: found[0], found: found[1] },
      });
  },
);
