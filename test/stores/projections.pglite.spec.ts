import { describe } from '@jest/globals';
import { pgliteGround } from '../support/stores.js';
import { projectionsContract } from './projections.contract.js';

projectionsContract(describe, 'projections in a folder (PGlite)', pgliteGround);
