import type { World } from '#kernel/testing';
import type { NewEvent } from '#kernel';
import { scenarios } from '#kernel/testing';
import { partyDecider } from '../party.decider.js';
import { partyRegistered, type RegisterParty } from '../register-party.js';

/** A party as other streams read it. */
export function party(id: string, facts: Partial<RegisterParty> = {}): unknown {
  const code = id.slice('party-'.length).toUpperCase();
  return folded(
    partyRegistered({
      party: id,
      kind: 'STATE',
      codeSystem: 'ISO_3166_1',
      code,
      names: [{ text: code, language: 'en' }],
      ...facts,
    }),
  );
}

function folded(event: NewEvent): unknown {
  let found: unknown;
  scenarios(partyDecider)
    .given(event)
    .state((state) => (found = state));
  return found;
}

/** An invented world: two origins, one with its office, a destination with a province, an employer and an organisation. */
export const world: World = {
  others: {
    'party-ph': party('party-ph'),
    'party-np': party('party-np'),
    'party-ca': party('party-ca'),
    'party-ca-mb': party('party-ca-mb', { kind: 'SUB_NATIONAL_UNIT', codeSystem: 'ISO_3166_2', code: 'CA-MB' }),
    'party-ph-office': party('party-ph-office', {
      kind: 'AGENCY',
      codeSystem: 'ORG',
      code: 'OFFICE',
      partOf: 'party-ph',
    }),
    'party-farm': party('party-farm', { kind: 'EMPLOYER', codeSystem: 'ORG', code: 'FARM' }),
    'party-ilo': party('party-ilo', { kind: 'INTERNATIONAL_ORGANISATION', codeSystem: 'ORG', code: 'ILO' }),
    'arrangement-a': {},
    'arrangement-b': {},
  },
};

/** Dates of every precision, close to each other, and the days around them on which something can change. */
export const DATES = ['2026-01-02', '2026-01-05', '2026-01', '2026-02-03', '2026-02', '2026'] as const;
export const DAYS = [
  ...['2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06', '2026-01-31'],
  ...['2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04', '2026-02-28', '2026-03-01', '2026-12-31', '2027-01-01'],
] as const;
