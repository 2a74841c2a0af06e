import { type Context, type Decider, kindOf, refuse, type Refusal } from '#kernel';
import type { Party } from '../party.js';
import { countryOf } from '../party-code.js';
import { partyDecider } from '../party.decider.js';
import type { PartyKind } from '../register-party.js';

/** Parties that decide with public authority. */
const PUBLIC: readonly PartyKind[] = ['STATE', 'SUB_NATIONAL_UNIT', 'AGENCY', 'REGIONAL_ORGANISATION'];

/**
 * GEN-10: approvals, licences and what takes them away are acts of public authority, each in its own jurisdiction where one
 * is named. The command's `reads` names both parties.
 */
export function checkAuthority(by: string, context: Context, jurisdiction?: string): Refusal | undefined {
  const authority = context.other(partyDecider, by);
  if (!authority) return unknownParty(by);
  if (!PUBLIC.includes(authority.kind))
    return refuse(
      'GEN-10',
      'NOT_AN_AUTHORITY',
      `${by} is registered as ${authority.kind.toLowerCase().replaceAll('_', ' ')}; only a state, a unit of one, an agency or an organisation of states decides this.`,
      { by, kind: authority.kind },
    );
  if (jurisdiction === undefined) return undefined;
  const within = context.other(partyDecider, jurisdiction);
  if (!within) return unknownParty(jurisdiction);
  return by === jurisdiction || authority.partOf === jurisdiction || sameCountry(authority, within)
    ? undefined
    : refuse('GEN-10', 'NOT_MANDATED', `${by} decides in its own jurisdiction, not in that of ${jurisdiction}.`, {
        by,
        jurisdiction,
      });
}

const sameCountry = (one: Party, other: Party) => {
  const country = countryOf(one.codeSystem, one.code);
  return country !== undefined && country === countryOf(other.codeSystem, other.code);
};

/** Each of these parties is registered as a state. */
export function checkStates(ids: readonly string[], context: Context): Refusal | undefined {
  for (const id of ids) {
    const party = context.other(partyDecider, id);
    if (!party) return unknownParty(id);
    if (party.kind !== 'STATE')
      return refuse('PTY-03', 'NOT_A_STATE', `${id} is no state: name the state, e.g. party-de.`, {
        party: id,
        kind: party.kind,
      });
  }
  return undefined;
}

/** Each of these ids is registered, whatever it is: contexts above this one are known here by name only. */
export function checkKnown(ids: readonly string[], context: Context): Refusal | undefined {
  const unknown = ids.find((id) => context.other({ name: kindOf(id) } as Decider, id) === undefined);
  return unknown === undefined
    ? undefined
    : refuse('GEN-05', 'NOT_REGISTERED', `${unknown} is not registered: register it first.`, { id: unknown });
}

const unknownParty = (party: string) =>
  refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${party} is not registered as a party: register it first.`, { party });
