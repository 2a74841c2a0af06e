import { needs } from '../support/needs.js';
import { postgresGround } from '../support/stores.js';
import { projectionsContract } from './projections.contract.js';

projectionsContract(needs('TEST_DATABASE_URL'), 'projections on a PostgreSQL server', postgresGround);
