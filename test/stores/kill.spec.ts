import { describe } from '@jest/globals';
import { needs } from '../support/needs.js';
import { pgliteGround, postgresGround } from '../support/stores.js';
import { killContract } from './kill.contract.js';

killContract(describe, 'a killed process on a folder (PGlite)', pgliteGround);
killContract(needs('TEST_DATABASE_URL'), 'a killed process on a PostgreSQL server', postgresGround);
