import { choices, type PlainDate, type Stated, statedOn } from '#kernel';
import type { Arrangement } from '../arrangement.js';
import { after, entryIntoForce } from '../final-clauses/entry-into-force.js';
import { afterSuspensions } from '../life-cycle/suspension.js';
import { isEnd, legalStatusOn } from '../life-cycle/timeline.js';
import type { CommitteeRules } from './committee-rules.js';

/** A meeting that was held, with what came of it. */
export interface Meeting {
  seq: number;
  meeting: string;
  on: PlainDate;
  delegations: { party: string; delegates?: number }[];
  invited: string[];
  attended: string[];
  agenda: string[];
  decisions: Decision[];
  minutes?: {
    seq: number;
    on: PlainDate;
    summary: string;
    parts: { title: string; confidential: boolean; text?: string; digest?: string }[];
  };
}

export interface Decision {
  seq: number;
  decision: string;
  article: string;
  what: string;
  vote: { inFavour: string[]; against: string[]; abstaining: string[] };
  effectiveOn: PlainDate;
}

export interface ActionItem {
  seq: number;
  item: string;
  meeting: string;
  what: string;
  owner: string;
  dueOn: PlainDate;
  closed?: { seq: number; on: PlainDate; how: string };
}

/** The rules of the committee that hold on a day. */
export const rulesOn = ({ committeeRules }: Arrangement, day: PlainDate): Stated<CommitteeRules> | undefined =>
  statedOn(committeeRules, day);

export const MeetingStatus = choices(
  'MeetingStatus',
  {
    DUE: 'Not yet held, and still in time.',
    HELD: 'Held in time.',
    HELD_LATE: 'Held after its day and the grace.',
    OVERDUE: 'Its day and the grace have passed, and no meeting is on record: all parties owe it (JCM-01).',
  },
  'Where a due meeting stands on a day.',
);
export type MeetingStatus = keyof typeof MeetingStatus;

/** A meeting that the text asks for. */
export interface DueMeeting {
  dueOn: PlainDate;
  /** Last day on which it is in time. */
  lastDay: PlainDate;
  status: MeetingStatus;
  /** Name of the meeting that was held for it. */
  heldAs?: string;
  because: number[];
}

/** Due meetings that are counted; a committee does not sit for ever. */
const MOST_MEETINGS = 1_000;

/**
 * JCM-01: the meetings that fall due up to `until` and the next one after it, as seen on a day; each is held by the first
 * meeting since the one before. Days are moved by suspensions that stop the clock of reports; none falls due after the end.
 */
export function dueMeetings(arrangement: Arrangement, day: PlainDate, until: PlainDate = day): DueMeeting[] {
  const rules = rulesOn(arrangement, day);
  const { meetingEvery: every, grace, firstMeetingBy } = rules?.value ?? {};
  const force = entryIntoForce(arrangement);
  const first = firstMeetingBy ?? (every && force.on !== undefined ? after(force.on, every) : undefined);
  if (!rules || first?.length !== 10) return [];
  const held = arrangement.meetings.filter(({ on }) => on <= day).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const found: DueMeeting[] = [];
  const plannedAt = (count: number) =>
    count === 0 ? first : every && after(first, { ...every, count: every.count * count });
  let previous: PlainDate | undefined;
  for (let count = 0; count < MOST_MEETINGS; count++) {
    const planned = plannedAt(count);
    if (planned === undefined || (previous !== undefined && planned <= previous)) break;
    if (isEnd(legalStatusOn(arrangement, planned).status)) break;
    const { dueOn, because } = afterSuspensions(arrangement, 'REPORTING', planned, day);
    const lastDay = (grace && after(dueOn, grace)) ?? dueOn;
    const next = plannedAt(count + 1);
    const meeting = held.find(
      ({ on, meeting: key }) =>
        (previous === undefined || on > previous) &&
        (next === undefined || on <= lastDay || on <= next) &&
        !found.some(({ heldAs }) => heldAs === key),
    );
    found.push({
      dueOn,
      lastDay,
      status: meeting ? (meeting.on <= lastDay ? 'HELD' : 'HELD_LATE') : lastDay < day ? 'OVERDUE' : 'DUE',
      heldAs: meeting?.meeting,
      because: [rules.seq, ...(firstMeetingBy ? [] : force.because), ...because, ...(meeting ? [meeting.seq] : [])],
    });
    if (planned > until) break;
    previous = planned;
  }
  return found;
}

/** JCM-03: those with a seat by the text on the day of the meeting that were not invited. */
export const notInvited = (arrangement: Arrangement, { on, invited }: Meeting): string[] =>
  rulesOn(arrangement, on)?.value.seats.filter((seat) => !invited.includes(seat)) ?? [];

/** JCM-05: the last day for the minutes of a meeting; undefined where the text sets none. */
export function minutesDueOn(arrangement: Arrangement, { on }: Meeting): PlainDate | undefined {
  const within = rulesOn(arrangement, on)?.value.minutesWithin;
  return within && after(on, within);
}

/** JCM-06: the items that stand on the agenda of a meeting on a day: asked for before it, and not closed. */
export const agendaOn = ({ actionItems, meetings }: Arrangement, day: PlainDate): ActionItem[] =>
  actionItems.filter(({ meeting: key, closed }) => {
    const asked = meetings.find(({ meeting }) => meeting === key)!.on;
    return asked < day && !(closed && closed.on < day);
  });

/** JCM-06: the items whose day has passed, and which were not closed by then. */
export const overdueItems = (arrangement: Arrangement, day: PlainDate): ActionItem[] =>
  agendaOn(arrangement, day).filter(({ dueOn, closed }) => dueOn < day && !(closed && closed.on <= day));

/** The decision of this number, and its mandate as it stood at the meeting. */
export function decisionOf(arrangement: Arrangement, decision: string) {
  for (const meeting of arrangement.meetings) {
    const found = meeting.decisions.find((candidate) => candidate.decision === decision);
    if (!found) continue;
    const mandate = rulesOn(arrangement, meeting.on)?.value.mandate.find(({ article }) => article === found.article);
    return { ...found, annexes: mandate?.annexes ?? [] };
  }
  return undefined;
}
