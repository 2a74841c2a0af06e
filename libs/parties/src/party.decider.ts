import { decider } from '#kernel';
import type { Party } from './party.js';
import { registerParty } from './register-party.js';
import { renameParty } from './rename-party.js';

export const partyDecider = decider<Party>('party', { registerParty, renameParty });
