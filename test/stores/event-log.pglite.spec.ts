import { describe } from '@jest/globals';
import { pgliteGround } from '../support/stores.js';
import { eventLogContract } from './event-log.contract.js';
import { migrationsContract } from './migrations.contract.js';

eventLogContract(describe, 'the event log in a folder (PGlite)', pgliteGround);
migrationsContract(describe, 'migrations in a folder (PGlite)', pgliteGround);
