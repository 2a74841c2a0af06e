import { CodeField } from '#kernel';

/** The key of an occurrence: `once`, a period such as 2026 or 2026-H1, or the key of what set the clock going. */
export const OccurrenceField = (options: { optional?: boolean; description?: string } = {}) =>
  CodeField(
    /^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/,
    'the key of an occurrence: once, a period such as 2026-H1, or that of a trigger',
    {
      description: 'Which occurrence: once, a period such as 2026-H1, or the key of a trigger; absent: the only one',
      ...options,
    },
  );
