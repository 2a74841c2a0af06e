import { choices, earliest, type PartialDate, type PlainDate } from '#kernel';
import { CONSENTS, firstAct } from '../acts/act.js';
import { type Arrangement, consentingParties } from '../arrangement.js';
import { entryIntoForceFor } from '../final-clauses/entry-into-force.js';
import { certainFrom } from './days.js';
import { departureOf } from './denunciation.js';
import { appliesProvisionally } from './provisional.js';
import { isEnd, legalStatusOn } from './timeline.js';

export const PartyStatus = choices(
  'PartyStatus',
  {
    NOT_BOUND: 'Takes part without being bound, e.g. as funder.',
    LISTED: 'Named in the text; no act of its own is on record.',
    SIGNATORY: 'Has signed.',
    CONTRACTING: 'Has consented to be bound; it is not in force for this party yet.',
    PROVISIONALLY_APPLYING: 'Applies it provisionally.',
    PARTY: 'Bound: it is in force for this party.',
    SUSPENDED: 'In force for this party, and suspended as a whole.',
    WITHDRAWN: 'Has left.',
    FORMER: 'Was named in it until it ended.',
    UNCERTAIN: 'The known dates are too coarse to tell for this day (GEN-08).',
  },
  'How a party stands to the arrangement on a day (PTY-11).',
);
export type PartyStatus = keyof typeof PartyStatus;

/** PTY-11: how one party stands on a day, and the `seq`s from which that follows. Pure and total. */
export function partyStatusOn(
  arrangement: Arrangement,
  party: string,
  day: PlainDate,
): { status: PartyStatus; because: number[] } {
  const entries = arrangement.parties.filter((entry) => entry.party === party);
  const listed = entries.map((entry) => entry.seq);
  if (!consentingParties(arrangement).includes(party)) return { status: 'NOT_BOUND', because: listed };
  const whole = legalStatusOn(arrangement, day);
  if (isEnd(whole.status)) return { status: 'FORMER', because: whole.because };
  const force = entryIntoForceFor(arrangement, party);
  const left = departureOf(arrangement, party);
  const steps: { on?: PartialDate; status: PartyStatus; because: number[] }[] = [
    { on: left?.on, status: 'WITHDRAWN', because: left?.because ?? [] },
    { on: force.on, status: whole.status === 'SUSPENDED' ? 'SUSPENDED' : 'PARTY', because: force.because },
    ...(['consent', 'signature'] as const).map((step) => {
      const act = firstAct(arrangement, party, step === 'consent' ? CONSENTS : ['SIGNATURE']);
      const because = act ? [act.seq] : [];
      if (whole.status === 'PROVISIONALLY_APPLIED' && appliesProvisionally(arrangement, party, day))
        return { on: act?.on, status: 'PROVISIONALLY_APPLYING' as const, because: [...because, ...whole.because] };
      return { on: act?.on, status: step === 'consent' ? ('CONTRACTING' as const) : ('SIGNATORY' as const), because };
    }),
  ];
  for (const { on, status, because } of steps) {
    if (on === undefined || earliest(on) > day) continue;
    return { status: certainFrom(on) <= day ? status : 'UNCERTAIN', because };
  }
  return { status: 'LISTED', because: listed };
}
