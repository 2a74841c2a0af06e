import { describe } from '@jest/globals';
import { barePgliteGround, pgliteGround } from '../support/stores.js';
import { eventLogContract } from './event-log.contract.js';
import { migrationsContract } from './migrations.contract.js';

// One connection, so that interleavings differ little between seeds; the server's suite takes three.
eventLogContract(describe, 'the event log in a folder (PGlite)', pgliteGround, { seeds: [1] });
migrationsContract(describe, 'migrations in a folder (PGlite)', barePgliteGround);
