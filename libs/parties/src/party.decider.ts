import { decider } from '#kernel';
import { denounceConvention } from './denounce-convention.js';
import { ratifyConvention } from './ratify-convention.js';
import type { Party } from './party.js';
import { registerParty } from './register-party.js';
import { renameParty } from './rename-party.js';

export const partyDecider = decider<Party>('party', {
  registerParty,
  renameParty,
  ratifyConvention,
  denounceConvention,
});
