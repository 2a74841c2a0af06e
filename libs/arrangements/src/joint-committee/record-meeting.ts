import {
  type Context,
  CountField,
  event,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  registrars,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, checkOwn, consentingParties, isConsenting, on } from '../arrangement.js';
import { sidesOf } from '../registration/register-arrangement.js';
import { rulesOn } from './committee.js';

@Shape('Delegation', 'Who came for a party.')
export class Delegation {
  @IdField('party', { description: 'The party' }) party!: string;
  @CountField({ optional: true, min: 1, description: 'How many delegates; absent: not known' }) delegates?: number;
}

@InputType({ description: 'A meeting of the joint committee that was held.' })
export class RecordMeeting {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the meeting within the arrangement, e.g. 2026-1' }) meeting!: string;
  @PlainDateField({ description: 'First day of the meeting' }) on!: string;
  @ShapeField(() => Delegation, { list: true, description: 'Parties that were there' }) delegations!: Delegation[];
  @TextField({ list: true, length: 200, description: 'Unions and employers\u2019 organisations that were invited' })
  invited!: string[];
  @TextField({ list: true, length: 200, description: 'Those of them that came' }) attended!: string[];
  @TextField({ list: true, length: 300, description: 'The points of its agenda' }) agenda!: string[];
}

export const meetingRecorded = event(
  'MeetingRecorded',
  RecordMeeting,
  (d) => `The joint committee met on ${d.on}: ${d.delegations.map(({ party }) => party).join(', ')}`,
  { effective: (d) => ({ from: d.on }) },
);

export const recordMeeting = on(RecordMeeting, {
  describes: 'Records a meeting of the joint committee, who was there, and which social partners were invited.',
  records: [meetingRecorded],
  mandate: registrars(),
  reads: (_, { parties }) => parties.filter(isConsenting).map(({ party }) => party),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    if (arrangement.meetings.some(({ meeting }) => meeting === data.meeting))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a meeting ${data.meeting}.`, {
        meeting: data.meeting,
      });
    const stranger = data.delegations.find(({ party }) => !consentingParties(arrangement).includes(party));
    if (stranger)
      return refuse('PTY-06', 'NOT_A_PARTY', `${stranger.party} is not a party; guests are not delegations.`, {
        party: stranger.party,
      });
    return checkQuorum(data, arrangement, context) ?? meetingRecorded(data);
  },
  evolve: {
    MeetingRecorded: (arrangement, { arrangement: _, ...meeting }, { seq }) => ({
      ...arrangement,
      meetings: [...arrangement.meetings, { ...meeting, seq, decisions: [] }],
    }),
  },
});

/** JCM-02: each side is there, or as many parties as the text asks for. */
function checkQuorum(data: RecordMeeting, arrangement: Arrangement, context: Context): Refusal | undefined {
  const present = data.delegations.map(({ party }) => party);
  const { quorum } = rulesOn(arrangement, data.on)?.value ?? {};
  if (quorum !== undefined && new Set(present).size >= quorum) return undefined;
  const entries = arrangement.parties.filter(isConsenting);
  const missing =
    arrangement.kind === 'MULTILATERAL'
      ? consentingParties(arrangement).filter((party) => !present.includes(party))
      : without(
          sidesOf(entries, context),
          sidesOf(
            entries.filter(({ party }) => present.includes(party)),
            context,
          ),
        );
  if (quorum === undefined && missing.length === 0) return undefined;
  return refuse(
    'JCM-02',
    'NO_QUORUM',
    quorum === undefined
      ? `A committee meets with a delegate of each side; missing: ${missing.join(', ')}. Without them it was no meeting of the committee.`
      : `The text asks for ${quorum} parties; ${new Set(present).size} were there.`,
    { missing, quorum: quorum ?? null },
  );
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));
