import { describe } from '@jest/globals';
import { aTreaty } from './a-treaty.contract.js';

// test/tiers runs it on all three tiers, and compares what it leaves.
aTreaty(describe, 'a treaty among many', 'embedded');
