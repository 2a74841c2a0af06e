import { add, choices, earliest, latest, type PartialDate, type PlainDate } from '#kernel';
import { type Amendment, amendmentForce, consentsNeeded, silenceOf } from '../amendments/amendment.js';
import { type Arrangement, consentingParties } from '../arrangement.js';
import { entryIntoForce } from '../final-clauses/entry-into-force.js';
import { dueMeetings, minutesDueOn } from '../joint-committee/committee.js';
import { dayBefore, LAST_DAY } from './days.js';
import { noticeEffect } from './denunciation.js';
import { expiryOf, tacitTerms } from './term.js';
import { isEnd, legalStatusOn } from './timeline.js';

export const DeadlineKind = choices(
  'DeadlineKind',
  {
    ENTRY_INTO_FORCE: 'It enters into force.',
    ACTS_AWAITED: 'It enters into force once these parties have acted; no day can be told.',
    AMENDMENT_IN_FORCE: 'An amendment enters into force.',
    OBJECTION: 'Last day on which an objection keeps silence from accepting an amendment.',
    AMENDMENT_AWAITED: 'An amendment waits for the consent of these parties; no day can be told.',
    NOTICE_OF_NON_RENEWAL: 'Last day on which a notice of non-renewal stops the next renewal.',
    RENEWAL: 'It renews itself.',
    EXPIRY: 'The first day after its term.',
    DENUNCIATION: 'A notice takes effect.',
    MEETING: 'The joint committee has to meet by then.',
    MINUTES: 'The minutes of a meeting have to be public by then.',
    ACTION_ITEM: 'An action of the joint committee is due.',
    SUSPENSION_REVIEW: 'A suspension is planned to end, or to be looked at again.',
    DUTY: 'A duty under a clause falls due.',
  },
  'What happens, or must be done by when.',
);
export type DeadlineKind = keyof typeof DeadlineKind;

/** What will happen, or must be done, by when; and the rule and events from which that follows. */
export interface Deadline {
  kind: DeadlineKind;
  /** Absent where it waits for acts whose day nobody knows. */
  on?: PartialDate;
  /** Who must act, or whom it concerns. */
  parties: string[];
  /** Id of the rule by which it is computed. */
  rule: string;
  /** A sentence for the reader. */
  says: string;
  because: number[];
}

/**
 * All that happens or falls due from `from` up to, but not including, `to`, in order of dates; what waits for acts comes
 * last. Pure: as the law stood in the fold that is given.
 */
export function deadlinesOf(arrangement: Arrangement, from: PlainDate, to: PlainDate): Deadline[] {
  const found = [
    ...entry(arrangement, from),
    ...amendments(arrangement, from),
    ...renewals(arrangement, from, to),
    ...denunciations(arrangement),
    ...suspensions(arrangement),
    ...committee(arrangement, to),
  ];
  return found
    .filter(({ on }) => on === undefined || (earliest(on) < to && latest(on) >= from))
    .sort((a, b) => compare(a.on ?? '9999', b.on ?? '9999'));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function entry(arrangement: Arrangement, from: PlainDate): Deadline[] {
  const { on, because, waitingFor } = entryIntoForce(arrangement);
  if (on !== undefined)
    return [
      {
        kind: 'ENTRY_INTO_FORCE',
        on,
        parties: consentingParties(arrangement),
        rule: 'ARR-03',
        says: `Enters into force on ${on}.`,
        because,
      },
    ];
  if (waitingFor.length === 0 || isEnd(legalStatusOn(arrangement, from).status)) return [];
  return [
    {
      kind: 'ACTS_AWAITED',
      parties: waitingFor,
      rule: 'ARR-02',
      says: `Enters into force after the act of ${waitingFor.join(', ')}.`,
      because,
    },
  ];
}

function amendments(arrangement: Arrangement, from: PlainDate): Deadline[] {
  const isOver = isEnd(legalStatusOn(arrangement, from).status);
  return arrangement.amendments.flatMap((amendment): Deadline[] => {
    const { on, because, waitingFor } = amendmentForce(arrangement, amendment);
    if (on !== undefined)
      return [
        ...objections(arrangement, amendment),
        {
          kind: 'AMENDMENT_IN_FORCE',
          on,
          parties: consentingParties(arrangement),
          rule: 'AMD-07',
          says: `Amendment ${amendment.amendment} enters into force on ${on}.`,
          because,
        },
      ];
    if (amendment.withdrawn || waitingFor.length === 0 || isOver) return [];
    return [
      {
        kind: 'AMENDMENT_AWAITED',
        parties: waitingFor,
        rule: 'AMD-02',
        says: `Amendment ${amendment.amendment} waits for the consent of ${waitingFor.join(', ')}.`,
        because,
      },
    ];
  });
}

function objections(arrangement: Arrangement, amendment: Amendment): Deadline[] {
  const silence = silenceOf(arrangement, amendment);
  if (silence?.ends?.length !== 10) return [];
  const on = dayBefore(silence.ends);
  return [
    {
      kind: 'OBJECTION',
      on,
      parties: consentsNeeded(arrangement, amendment),
      rule: amendment.type === 'CORRECT' ? 'AMD-11' : 'AMD-02',
      says: `Unless a party objects on ${on} at the latest, amendment ${amendment.amendment} is accepted.`,
      because: [amendment.seq, ...silence.because],
    },
  ];
}

function renewals(arrangement: Arrangement, from: PlainDate, to: PlainDate): Deadline[] {
  const parties = consentingParties(arrangement);
  const found: Deadline[] = [];
  const expiry = expiryOf(arrangement);
  // An end that came by another way leaves no term to renew.
  const isOver = (day: PlainDate) => isEnd(legalStatusOn(arrangement, add(day, { days: -1 })).status);
  if (expiry && !isOver(earliest(expiry.on)))
    found.push({
      kind: 'EXPIRY',
      on: expiry.on,
      parties,
      rule: 'ARR-09',
      says: `Its term has ended; ${expiry.on} is the first day without it.`,
      because: expiry.because,
    });
  for (const { end, noticeBy, renewedUntil, because } of tacitTerms(arrangement, from)) {
    if (noticeBy >= to || isOver(end)) break;
    if (renewedUntil === undefined) break;
    const goesOn = `renews itself on ${end}, until the day before ${renewedUntil}`;
    found.push(
      {
        kind: 'NOTICE_OF_NON_RENEWAL',
        on: noticeBy,
        parties,
        rule: 'ARR-10',
        says: `Unless a notice of non-renewal is received on ${noticeBy} at the latest, it ${goesOn}.`,
        because,
      },
      { kind: 'RENEWAL', on: end, parties, rule: 'ARR-10', says: `Without such a notice it ${goesOn}.`, because },
    );
  }
  return found;
}

const denunciations = (arrangement: Arrangement): Deadline[] =>
  arrangement.denunciations.flatMap(({ party, receivedOn, seq, revoked }) => {
    const { on, because, toBeConfirmed } = noticeEffect(arrangement, receivedOn, seq);
    if (revoked || on === undefined) return [];
    return [
      {
        kind: 'DENUNCIATION',
        on,
        parties: [party],
        rule: 'ARR-18',
        says: `The notice of ${party} takes effect on ${on}${toBeConfirmed ? '; the period is assumed and to be confirmed' : ''}.`,
        because,
      },
    ];
  });

const suspensions = (arrangement: Arrangement): Deadline[] =>
  arrangement.suspensions.flatMap(({ suspension, plannedEnd, decidedBy, resumed, seq }) =>
    resumed || plannedEnd === undefined
      ? []
      : [
          {
            kind: 'SUSPENSION_REVIEW',
            on: plannedEnd,
            parties: decidedBy,
            rule: 'ARR-14',
            says: `Suspension ${suspension} is planned to end, or to be looked at again, on ${plannedEnd}.`,
            because: [seq],
          },
        ],
  );

/** JCM-01, JCM-05 and JCM-06: what the joint committee and its members owe. */
function committee(arrangement: Arrangement, to: PlainDate): Deadline[] {
  const parties = consentingParties(arrangement);
  const due = dueMeetings(arrangement, LAST_DAY, to).filter(({ heldAs }) => heldAs === undefined);
  const meetings = due.map(({ dueOn, because }): Deadline => ({
    kind: 'MEETING',
    on: dueOn,
    parties,
    rule: 'JCM-01',
    says: `The joint committee has to meet by ${dueOn}.`,
    because,
  }));
  const minutes = arrangement.meetings.flatMap((meeting): Deadline[] => {
    const on = meeting.minutes ? undefined : minutesDueOn(arrangement, meeting);
    return on === undefined
      ? []
      : [
          {
            kind: 'MINUTES',
            on,
            parties,
            rule: 'JCM-05',
            says: `The minutes of meeting ${meeting.meeting} have to be public by ${on}.`,
            because: [meeting.seq],
          },
        ];
  });
  const items = arrangement.actionItems
    .filter(({ closed }) => !closed)
    .map(({ item, dueOn, owner, what, seq }): Deadline => ({
      kind: 'ACTION_ITEM',
      on: dueOn,
      parties: [owner],
      rule: 'JCM-06',
      says: `Item ${item} is due on ${dueOn}: ${what}`,
      because: [seq],
    }));
  return [...meetings, ...minutes, ...items];
}
