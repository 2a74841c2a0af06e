import {
  boundsOf,
  checkAmong,
  ChoiceField,
  CountField,
  event,
  IdField,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  TextField,
} from '#kernel';
import { arrangementDecider, consentingParties } from '#arrangements';
import { InputType } from '@nestjs/graphql';
import { type Commitment, on } from './commitment.js';
import { countBefore, countedResults } from './counts.js';
import { ResultStage, Track } from './terms.js';

@InputType({
  description: 'So many trainees left one track for another: from then on they count on the other (TRN-05).',
})
export class SwitchTrack {
  @IdField('training') training!: string;
  @ChoiceField(() => Track) from!: Track;
  @ChoiceField(() => Track) to!: Track;
  @CountField({ min: 1, description: 'How many persons' }) number!: number;
  @PartialDateField({ description: 'When they changed' }) on!: string;
  @ChoiceField(() => ResultStage, { optional: true, description: 'How far they had come; ENROLLED unless told' })
  stage?: ResultStage;
  @TextField({ sealed: true, length: 1000 }) why!: string;
}

const inWords = (track: Track) => track.toLowerCase().replaceAll('_', ' ');

export const trackSwitched = event(
  'TrackSwitched',
  SwitchTrack,
  (d) => `${d.number} went from the track ${inWords(d.from)} to ${inWords(d.to)} on ${d.on}, because ${d.why}`,
  { effective: (d) => ({ from: d.on }) },
);

export const switchTrack = on(SwitchTrack, {
  describes: 'Moves trainees from one track to another, so that each counts on one at a time (TRN-05).',
  records: [trackSwitched],
  mandate: registrars(),
  reads: (_, commitment) => [commitment.arrangement],
  decide: (data, commitment, context) =>
    checkAmong(context.actor, consentingParties(context.other(arrangementDecider, commitment.arrangement)!)) ??
    checkSwitch(data, commitment) ??
    trackSwitched(data),
  evolve: {
    TrackSwitched: (commitment, { training: _, stage, ...stated }, { seq, recordedAt }) => ({
      ...commitment,
      switches: [
        ...commitment.switches,
        { ...stated, seq, stage: stage ?? 'ENROLLED', recordedOn: recordedAt.slice(0, 10) },
      ],
    }),
  },
});

const ON_THE_WAY: readonly ResultStage[] = ['ENROLLED', 'COMPLETED', 'CERTIFIED', 'RECOGNISED'];

/** TRN-05: from one track to another, by people who are known to be on the first. */
function checkSwitch(data: SwitchTrack, commitment: Commitment): Refusal | undefined {
  const { from, to, number, stage = 'ENROLLED' } = data;
  if (from === to || from === 'HOME_AND_AWAY' || to === 'HOME_AND_AWAY')
    return refuse(
      'TRN-05',
      'TRACK_UNCLEAR',
      `A trainee is on one track at a time, and changes to another: not from ${from} to ${to}.`,
      { from, to },
    );
  if (!ON_THE_WAY.includes(stage))
    return refuse(
      'TRN-05',
      'NO_LONGER_ON_A_TRACK',
      `Who is ${stage} has left the tracks: name the last stage of the training, e.g. CERTIFIED.`,
      { stage },
    );
  const there = countBefore(countedResults(commitment), data, from, stage);
  if (there && boundsOf(there.number, there.qualifier).most < number)
    return refuse(
      'TRN-05',
      'SWITCH_EXCEEDS_TRACK',
      `${number} cannot leave the track ${from}: only ${there.number} were on it at the stage ${stage} by ${data.on}.`,
      { number, onTrack: there.number, track: from },
    );
  return undefined;
}
