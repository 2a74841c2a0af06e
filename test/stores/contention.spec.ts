import { describe } from '@jest/globals';
import { needs } from '../support/needs.js';
import { pgliteGround, postgresGround } from '../support/stores.js';
import { contentionContract } from './contention.contract.js';

contentionContract(describe, 'many commands on one stream in a folder (PGlite)', pgliteGround, {
  severalProcesses: false,
});
contentionContract(needs('TEST_DATABASE_URL'), 'many commands on one stream on a PostgreSQL server', postgresGround, {
  severalProcesses: true,
});
