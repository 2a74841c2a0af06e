import { actOf, event, IdField, PlainDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';
import { isDisputed } from '../claims/disputes.js';
import { expiryOf, tacitTerms } from './term.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({
  description:
    'A party gives notice that it does not want the arrangement to renew itself. In time, it ends with this term; late, with the next (ARR-11).',
})
export class GiveNoticeOfNonRenewal {
  @IdField('arrangement') arrangement!: string;
  @IdField('party') party!: string;
  @PlainDateField({ description: 'When the other side, or the depositary, received the notice' }) receivedOn!: string;
}

export const nonRenewalNotified = event(
  'NonRenewalNotified',
  GiveNoticeOfNonRenewal,
  (d) => `${d.party} gave notice that it does not renew; received on ${d.receivedOn}`,
);

export const giveNoticeOfNonRenewal = on(GiveNoticeOfNonRenewal, {
  describes:
    'Records a notice of non-renewal; which term it ends is computed from the renewal clause (ARR-10, ARR-11).',
  records: [nonRenewalNotified],
  mandate: actOf((data) => [data.party]),
  decide(data, arrangement) {
    const { party, receivedOn } = data;
    if (!consentingParties(arrangement).includes(party))
      return refuse('PTY-06', 'NOT_A_PARTY', `${party} is not bound by this arrangement, so it has nothing to renew.`, {
        party,
      });
    if (isDisputed(arrangement, 'END'))
      return refuse('GEN-07', 'CONFLICT_UNRESOLVED', 'Sources disagree on the end: resolve the dispute first.', {
        topic: 'END',
      });
    const { status } = legalStatusOn(arrangement, receivedOn);
    if (isEnd(status))
      return refuse('ARR-22', 'ENDED_IS_FINAL', `On ${receivedOn} it had ended; there is nothing to renew.`, {
        receivedOn,
        status,
      });
    if (arrangement.nonRenewals.some((notice) => notice.party === party))
      return refuse('ARR-10', 'ALREADY_NOTIFIED', `${party} has already given notice of non-renewal.`, { party });
    if (tacitTerms(arrangement, receivedOn).next().done)
      return refuse(
        'ARR-10',
        'NO_TACIT_RENEWAL',
        'By its final clauses, as recorded, it does not renew itself on a day that can be told. Record the clause (agreeFinalClauses), or denounce it.',
        { expiresOn: expiryOf(arrangement)?.on ?? null },
      );
    return nonRenewalNotified(data);
  },
  evolve: {
    NonRenewalNotified: (arrangement, { party, receivedOn }, { seq }) => ({
      ...arrangement,
      nonRenewals: [...arrangement.nonRenewals, { seq, party, receivedOn }],
    }),
  },
});
