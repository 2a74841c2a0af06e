import { choices } from './fields.js';

export const CountedSex = choices(
  'CountedSex',
  {
    FEMALE: 'Women and girls.',
    MALE: 'Men and boys.',
    OTHER: 'Another sex, as the source counts it.',
    UNDISCLOSED: 'Not told: a class of its own (TRN-04, QUO-14).',
  },
  'By which people are counted; never one person.',
);
export type CountedSex = keyof typeof CountedSex;

export const AgeBand = choices(
  'AgeBand',
  {
    UNDER_18: 'Below 18 years.',
    FROM_18_TO_24: '18 to 24 years.',
    FROM_25_TO_29: '25 to 29 years.',
    FROM_30_TO_34: '30 to 34 years.',
    FROM_35_TO_54: '35 to 54 years.',
    FROM_55: '55 years and more.',
    UNDISCLOSED: 'Not told: a class of its own (TRN-04, QUO-14).',
  },
  'Ages in full years.',
);
export type AgeBand = keyof typeof AgeBand;
