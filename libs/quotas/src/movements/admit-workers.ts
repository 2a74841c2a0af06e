import {
  ChoiceField,
  event,
  FlagField,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, type Placed, type Quota, type Reservation, type UnderWay } from '../quota.js';
import { Channel, WorkerGroup } from '../scopes/selector.js';
import { checkPlaces, checkTold, checkWhoHires, endangered, readsFor } from './check-movement.js';
import { type Movement, placed, sumOf, takeFrom, tallied, withoutLapsed } from './movement.js';

@InputType({
  description: 'Workers who are admitted, one or many at once: counts with what counts of them, never persons.',
})
export class AdmitWorkers {
  @IdField('quota') quota!: string;
  @PlainDateField({ description: 'The day of the admission' }) on!: string;
  @KeyField({
    optional: true,
    description: 'Short name under which their arrival is awaited; absent: they have arrived. No name of a person',
  })
  admission?: string;
  @KeyField({ optional: true, description: 'The reservation whose places they take' }) reservation?: string;
  @IdField('employer', { optional: true, description: 'Who employs them' }) employer?: string;
  @IdField('recruiter', { optional: true, description: 'Who recruited them' }) recruiter?: string;
  @ChoiceField(() => Channel, { optional: true, description: 'Needed where no recruiter is named' }) channel?: Channel;
  @FlagField({ optional: true, description: 'They replace workers who left after arrival (QUO-17)' })
  replacement?: boolean;
  @ShapeField(() => WorkerGroup, { list: true, description: 'How many of whom' }) groups!: WorkerGroup[];
  @KeyField({
    list: true,
    optional: true,
    description: 'Floors that cannot be reached any more since this admission (FLOOR_AT_RISK). Computed: leave it out',
  })
  endangers?: string[];
}

export const workersAdmitted = event(
  'WorkersAdmitted',
  AdmitWorkers,
  ({ groups, employer, endangers }) =>
    `${sumOf(groups)} admitted${employer ? ` for ${employer}` : ''}${endangers?.length ? `; out of reach: ${endangers.join(', ')}` : ''}`,
  { bulk: true, effective: (d) => ({ from: d.on }) },
);

export const admitWorkers = on(AdmitWorkers, {
  describes:
    'Records admissions within a quota, all of them or none: each part and the whole must have the places (QUO-05).',
  records: [workersAdmitted],
  mandate: registrars(),
  reads: (data, quota) => readsFor(data, quota),
  decide(data, quota, context) {
    const { admission, reservation } = data;
    const refused =
      checkTold(data, quota, context, { admission, reservation }) ??
      checkHow(data, quota) ??
      checkReservation(data, quota) ??
      checkWhoHires(data, quota, context);
    if (refused) return refused;
    const groups = placed(quota, data.groups, data.employer);
    // What lapsed by today holds nothing any more, and so frees nothing.
    const held = (reservationOf(quota, data)?.lastDay ?? '') >= context.today ? usedReservation(quota, data) : [];
    const full = checkPlaces(quota, groups, held, data.on, context.today);
    if (full) return full;
    const endangers = endangered(quota, groups, held, data.on, context.today);
    return workersAdmitted({ ...data, endangers: endangers.length > 0 ? endangers : undefined });
  },
  evolve: {
    WorkersAdmitted: (quota, data, { seq }) => ({
      ...quota,
      tallies: tallied(quota, admitted(quota, data)),
      reservations: withoutLapsed({ ...quota, reservations: afterUse(quota, data) }, data.on),
      underWay:
        data.admission === undefined
          ? quota.underWay
          : [...quota.underWay, awaitedOf(quota, data, data.admission, seq)],
    }),
  },
});

const reservationOf = (quota: Quota, { reservation }: AdmitWorkers): Reservation | undefined =>
  reservation === undefined ? undefined : quota.reservations.find((entry) => entry.reservation === reservation);

/** The reserved places that an admission takes. */
const usedReservation = (quota: Quota, data: AdmitWorkers): Placed[] =>
  takeFrom(reservationOf(quota, data)?.groups ?? [], data.groups).taken;

const afterUse = (quota: Quota, data: AdmitWorkers): Reservation[] =>
  quota.reservations.flatMap((entry) => {
    if (entry.reservation !== data.reservation) return [entry];
    const groups = takeFrom(entry.groups, data.groups).left;
    return groups.length > 0 ? [{ ...entry, groups }] : [];
  });

/** QUO-14 and QUO-17: by whom they came, and whether the text lets somebody be replaced. */
function checkHow({ recruiter, channel, admission, replacement }: AdmitWorkers, quota: Quota): Refusal | undefined {
  if (recruiter === undefined && (channel === undefined || channel === 'RECRUITER'))
    return refuse('QUO-14', 'CHANNEL_MISSING', 'Name the recruiter, or the channel by which the workers came.', {
      channel: channel ?? null,
    });
  if (admission !== undefined && quota.underWay.some((entry) => entry.admission === admission))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already an admission ${admission} under way; take another name.`,
      {
        admission,
      },
    );
  return replacement && !quota.terms.replacements
    ? refuse(
        'QUO-17',
        'REPLACEMENT_NOT_ALLOWED',
        'The text on record does not let workers be replaced after arrival: record terms that do, or admit them without saying so.',
      )
    : undefined;
}

/** QUO-16: a reservation is used on a day on which it still holds, and for no more than it holds. */
function checkReservation(data: AdmitWorkers, quota: Quota): Refusal | undefined {
  const { reservation, on: day, groups } = data;
  if (reservation === undefined) return undefined;
  const entry = reservationOf(quota, data);
  if (!entry)
    return refuse('QUO-16', 'UNKNOWN_RESERVATION', `There is no open reservation ${reservation}.`, { reservation });
  if (entry.lastDay < day)
    return refuse(
      'QUO-16',
      'RESERVATION_LAPSED',
      `The reservation ${reservation} lapsed after ${entry.lastDay}: its places are free again.`,
      {
        reservation,
        lastDay: entry.lastDay,
        on: day,
      },
    );
  const [asked, held] = [sumOf(groups), sumOf(entry.groups)];
  return asked > held
    ? refuse(
        'QUO-16',
        'RESERVATION_EXCEEDED',
        `The reservation ${reservation} holds ${held} places, not ${asked}: admit the others without it.`,
        {
          reservation,
          asked,
          held,
        },
      )
    : undefined;
}

const viaOf = ({ channel, recruiter }: AdmitWorkers) => ({
  channel: recruiter ? ('RECRUITER' as const) : channel,
  recruiter,
});

const awaitedOf = (quota: Quota, data: AdmitWorkers, admission: string, seq: number): UnderWay => ({
  seq,
  admission,
  on: data.on,
  ...viaOf(data),
  groups: placed(quota, data.groups, data.employer),
});

export function admitted(quota: Quota, data: AdmitWorkers): Movement[] {
  const { on: day, admission } = data;
  const via = { on: day, ...viaOf(data) };
  const groups = placed(quota, data.groups, data.employer);
  const lastDay = reservationOf(quota, data)?.lastDay;
  return [
    ...groups.map((group): Movement => ({ stage: 'ADMITTED', number: group.number, group, ...via })),
    ...(admission === undefined
      ? groups.map((group): Movement => ({ stage: 'DEPARTED', number: group.number, group, ...via }))
      : []),
    ...usedReservation(quota, data).map((group): Movement => ({
      stage: 'RESERVED',
      number: -group.number,
      group,
      on: day,
      lastDay,
    })),
  ];
}
