import { type Arrangement, arrangementDecider } from '#arrangements';
import type { NewEvent } from '#kernel';
import { scenarios } from '#kernel/testing';

/** The agreement that tests of this context are about. */
export const agreementId = 'arrangement-de-ph';

/** Something that was recorded on it. */
export const record = (type: string, data: object): NewEvent =>
  arrangementDecider.events.get(type)!({ arrangement: agreementId, ...data } as never);

/** A treaty between the Philippines and Germany, with what was recorded after its registration. */
export function agreement(...more: NewEvent[]): Arrangement {
  let found: Arrangement | undefined;
  scenarios(arrangementDecider)
    .given(
      record('ArrangementRegistered', {
        kind: 'BILATERAL',
        level: 'NATIONAL',
        instrumentType: 'TREATY',
        bindingness: 'BINDING',
        titles: [{ text: 'Agreement', language: 'en' }],
        parties: [
          { party: 'party-ph', role: 'ORIGIN' },
          { party: 'party-de', role: 'DESTINATION' },
        ],
        scope: { sectors: ['care'], skillLevels: ['MEDIUM'], occupations: [] },
      }),
      ...more,
    )
    .state((state) => (found = state));
  return found!;
}
