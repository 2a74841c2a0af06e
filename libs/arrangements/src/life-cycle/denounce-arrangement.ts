import { actOf, earliest, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';
import { isDisputed } from '../claims/disputes.js';
import { noticeEffect } from './denunciation.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({
  description:
    'A party gives notice that it leaves. The day on which that takes effect is computed from the notice clause.',
})
export class DenounceArrangement {
  @IdField('arrangement') arrangement!: string;
  @IdField('party') party!: string;
  @PartialDateField({ description: 'When the other side, or the depositary, received the notice' }) receivedOn!: string;
}

export const arrangementDenounced = event(
  'ArrangementDenounced',
  DenounceArrangement,
  (d) => `${d.party} denounced; notice received on ${d.receivedOn}`,
);

export const denounceArrangement = on(DenounceArrangement, {
  describes: 'Records a notice of denunciation or withdrawal (ARR-18).',
  records: [arrangementDenounced],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    if (!consentingParties(arrangement).includes(data.party))
      return refuse(
        'PTY-06',
        'NOT_A_PARTY',
        `${data.party} is not bound by this arrangement, so it has nothing to denounce.`,
        { party: data.party },
      );
    if (isDisputed(arrangement, 'END') || isDisputed(arrangement, 'ENTRY_INTO_FORCE'))
      return refuse(
        'GEN-07',
        'CONFLICT_UNRESOLVED',
        'Sources disagree on whether and until when it is in force: resolve the dispute first.',
        { topics: ['END', 'ENTRY_INTO_FORCE'] },
      );
    const { status } = legalStatusOn(arrangement, earliest(data.receivedOn));
    if (isEnd(status))
      return refuse('ARR-22', 'ENDED_IS_FINAL', 'It has ended; there is nothing to denounce.', { status });
    if (arrangement.denunciations.some((notice) => notice.party === data.party && !notice.revoked))
      return refuse('ARR-18', 'ALREADY_DENOUNCED', `${data.party} has already given notice.`, { party: data.party });
    if (noticeEffect(arrangement, data.receivedOn).on === undefined)
      return refuse(
        'ARR-18',
        'NOTICE_PERIOD',
        `The notice period cannot be counted from ${data.receivedOn}: give the day of receipt.`,
        { receivedOn: data.receivedOn },
      );
    return arrangementDenounced(data);
  },
  evolve: {
    ArrangementDenounced: (arrangement, { party, receivedOn }, { seq }) => ({
      ...arrangement,
      denunciations: [...arrangement.denunciations, { seq, party, receivedOn }],
    }),
  },
});
