import { choices } from '#kernel';

/** Recorded with every explanation: the same evaluator gives the same answer on the same events, for ever. */
export const EVALUATOR = '1.1.0';

export const Performance = choices(
  'Performance',
  {
    NOT_IN_FORCE: 'It is not owed: not in force, its condition is not met, or an exception applies.',
    NOT_YET_DUE: 'Nothing is due yet.',
    AT_RISK: 'Not due yet, and something tells that it may not be done.',
    OVERDUE: 'Due, not done, and not a breach, or not yet.',
    BREACHED: 'Broken.',
    FULFILLED: 'Done, in time or late.',
    REMEDIED: 'It was broken, and that was mended and accepted.',
  },
  'Whether a duty was done, by time and evidence.',
);
export type Performance = keyof typeof Performance;

export const Verification = choices(
  'Verification',
  {
    NONE: 'Nothing is on record that could be verified.',
    ASSERTED: 'Said by the one bound.',
    CONFIRMED: 'Confirmed by a counterparty.',
    INDEPENDENT: 'Confirmed by inspection, a court, a joint finding or an audit.',
    CONTRADICTED: 'Contradicted, and nobody has decided between the two (IND-07).',
    EXPIRED: 'What proved it proves it no more.',
  },
  'Who says so, and how much that is worth (IND-02).',
);
export type Verification = keyof typeof Verification;

export const Contest = choices(
  'Contest',
  {
    NONE: 'Neither disputed nor released.',
    DISPUTED: 'A dispute about it is open.',
    WAIVED: 'Those to whom it is owed have released it.',
    SUSPENDED: 'Suspended: the clock stands still where a decision says so.',
  },
  'Whether it is disputed, released or suspended.',
);
export type Contest = keyof typeof Contest;

export const Headline = choices(
  'Headline',
  {
    NOT_IN_FORCE: 'Not owed.',
    WAIVED: 'Released by those to whom it is owed.',
    DISPUTED: 'In dispute.',
    REMEDIED: 'Broken, mended and accepted.',
    BREACHED: 'Broken.',
    UNVERIFIED: 'Said to be done, and not proved as the text asks.',
    FULFILLED: 'Done and proved.',
    OVERDUE: 'Due, and not done.',
    AT_RISK: 'Not due yet, and at risk.',
    NOT_YET_DUE: 'Not due yet.',
  },
  'The one word for a duty on a day; of those that apply, the first.',
);
export type Headline = keyof typeof Headline;
