import { decider } from '#kernel';
import type { Assessment } from './assessment.js';
import { submitAssessment } from './submit-assessment.js';

export const assessmentDecider = decider<Assessment>('assessment', { submitAssessment });
