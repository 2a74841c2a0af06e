import { personalDataIn } from '../shapes/personal-data.js';
import type { Provenance } from './provenance.js';
import { refuse, type Refusal } from './refusal.js';

/** CMP-02: who a worker is stays out of the reason and the note of every event, as it does out of its data. */
export function checkIdentity(provenance: Pick<Provenance, 'reason' | 'note'>): Refusal | undefined {
  for (const field of ['reason', 'note'] as const) {
    const found = personalDataIn(provenance[field] ?? '');
    if (found !== undefined)
      return refuse(
        'CMP-02',
        'PERSONAL_DATA_REFUSED',
        `provenance.${field} contains ${found}. Who a worker is stays outside the registry: say it without.`,
        { field: `provenance.${field}`, found },
      );
  }
  return undefined;
}
