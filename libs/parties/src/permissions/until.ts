import {
  before,
  chosen,
  dayAfter,
  earliest,
  FlagField,
  latest,
  OneOfShape,
  type PartialDate,
  PartialDateField,
  type PlainDate,
  refuse,
  type Refusal,
  type RuleId,
  ShapeField,
} from '#kernel';

@OneOfShape('Until', 'How long something is meant to last; exactly one.')
export class Until {
  @PartialDateField({ optional: true, description: 'Its last day' }) lastDay?: string;
  @FlagField({ optional: true, description: 'Without an end, until it is lifted or withdrawn' }) indefinite?: boolean;
}

export const UntilField = () => ShapeField(() => Until, { description: 'How long it is meant to last' });

/** What holds from a day on, as long as it was set for, or until it was ended before. */
export interface Lasting {
  from: PartialDate;
  until: Until;
  /** `on` is the first day on which it no longer holds. */
  ended?: { seq: number; on: PartialDate };
}

/** Whether a permission surely holds on a day: where a date is known to the month only, its whole month is doubtful (GEN-08). */
export const surelyHolds = ({ from, until: { lastDay }, ended }: Lasting, day: PlainDate): boolean =>
  latest(from) <= day &&
  (lastDay === undefined || day <= earliest(lastDay)) &&
  (ended === undefined || day < earliest(ended.on));

/** Whether a restriction may hold on a day; who may be banned is not let through by an imprecise date. */
export const mayHold = ({ from, until: { lastDay }, ended }: Lasting, day: PlainDate): boolean =>
  earliest(from) <= day &&
  (lastDay === undefined || day <= latest(lastDay)) &&
  (ended === undefined || day < latest(ended.on));

/** The days on which either answer about it can change. */
export const turnsOf = ({ from, until: { lastDay }, ended }: Lasting): PlainDate[] => [
  earliest(from),
  latest(from),
  ...(lastDay === undefined ? [] : [dayAfter(earliest(lastDay)), dayAfter(latest(lastDay))]),
  ...(ended === undefined ? [] : [earliest(ended.on), latest(ended.on)]),
];

/** Exactly one end is told, and it does not lie before the start. */
export function checkUntil(rule: RuleId, from: PartialDate, until: Until): Refusal | undefined {
  if (!chosen(until))
    return refuse(rule, 'END_MISSING', 'Tell its last day in until.lastDay, or that it has none in until.indefinite.');
  return until.lastDay !== undefined && before(until.lastDay, from)
    ? refuse(rule, 'DATE_ORDER', `It cannot end on ${until.lastDay}, before it starts on ${from}.`, {
        from,
        lastDay: until.lastDay,
      })
    : undefined;
}

/** It does not end before it starts, and not twice. */
export function checkEnd(rule: RuleId, { from, ended }: Lasting, on: PartialDate): Refusal | undefined {
  if (ended) return refuse(rule, 'ALREADY_ENDED', `It already ended on ${ended.on}.`, { endedOn: ended.on });
  return before(on, from)
    ? refuse(rule, 'DATE_ORDER', `It cannot end on ${on}, before it starts on ${from}.`, { from, on })
    : undefined;
}

/** `until 2027-12-31`, `until further notice`: for sentences. */
export const untilInWords = ({ lastDay }: Until): string =>
  lastDay === undefined ? 'until further notice' : `until ${lastDay}`;
