import { choices } from '#kernel';

export const ClaimTopic = choices(
  'ClaimTopic',
  {
    SIGNATURE: 'The date or form of signature.',
    ENTRY_INTO_FORCE: 'The date of entry into force.',
    END: 'The date or fact of the end.',
    PERIOD: 'The period of a programme or term.',
    STATUS: 'Whether it is in force or applied.',
    NUMBER_OF_WORKERS: 'How many workers.',
    NUMBER_OF_TRAINEES: 'How many trainees.',
    WAGE: 'A wage.',
    TEXT: 'What the text says.',
    OTHER: 'Anything else, named in `about`.',
  },
  'What a claim is about.',
);
export type ClaimTopic = keyof typeof ClaimTopic;
