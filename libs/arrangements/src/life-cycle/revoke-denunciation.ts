import { actOf, before, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { noticeEffect } from './denunciation.js';

@InputType({ description: 'A party takes its notice of denunciation back before it takes effect (VCLT 68).' })
export class RevokeDenunciation {
  @IdField('arrangement') arrangement!: string;
  @IdField('party') party!: string;
  @PartialDateField() on!: string;
}

export const denunciationRevoked = event(
  'DenunciationRevoked',
  RevokeDenunciation,
  (d) => `${d.party} took its notice back on ${d.on}`,
);

export const revokeDenunciation = on(RevokeDenunciation, {
  describes: 'Takes a notice of denunciation back, before it takes effect (ARR-19).',
  records: [denunciationRevoked],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const notice = arrangement.denunciations.find((candidate) => candidate.party === data.party && !candidate.revoked);
    if (!notice)
      return refuse('ARR-19', 'NO_NOTICE', `${data.party} has given no notice that stands.`, { party: data.party });
    const effectiveOn = noticeEffect(arrangement, notice.receivedOn).on;
    if (effectiveOn !== undefined && before(data.on, effectiveOn) !== true)
      return refuse(
        'ARR-19',
        'TOO_LATE_TO_REVOKE',
        `The notice took effect on ${effectiveOn}; it could be taken back until the day before.`,
        { effectiveOn, on: data.on },
      );
    return denunciationRevoked(data);
  },
  evolve: {
    DenunciationRevoked: (arrangement, { party, on: date }, { seq }) => ({
      ...arrangement,
      denunciations: arrangement.denunciations.map((notice) =>
        notice.party === party && !notice.revoked ? { ...notice, revoked: { seq, on: date } } : notice,
      ),
    }),
  },
});
