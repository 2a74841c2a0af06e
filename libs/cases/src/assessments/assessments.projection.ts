import type { Projection } from '#kernel';
import type { Assessment } from './assessment.js';
import { assessmentDecider } from './assessment.decider.js';

/** Assessments by employer and arrangement, in the order of their days. */
export const assessmentsProjection: Projection<Assessment> = {
  name: 'assessment',
  version: 1,
  decider: assessmentDecider,
  indexes: [
    {
      name: 'facet',
      columns: { employer: 'text', arrangements: 'text[]', made: 'text' },
      lookups: ['employer, made, id', 'made, id', 'gin:arrangements'],
      rows: ({ state }) => [
        {
          employer: state.employer,
          arrangements: [...new Set(state.answers.map(({ arrangement }) => arrangement))],
          made: state.on,
        },
      ],
    },
  ],
};
