import { before, earliest, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { isDisputed } from '../claims/disputes.js';
import { finalClauseOn } from '../final-clauses/final-clause-on.js';
import { dayBefore } from './days.js';
import { isEnd, isKnownNotToApply, legalStatusOn } from './timeline.js';

@InputType({ description: 'The parties renewed the arrangement, or a source says that they did.' })
export class RecordRenewal {
  @IdField('arrangement') arrangement!: string;
  @PartialDateField({ description: 'When it was renewed' }) on!: string;
  @PartialDateField({ optional: true, description: 'Last day of the renewed term, where it is known' }) until?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const renewalRecorded = event(
  'RenewalRecorded',
  RecordRenewal,
  (d) => `Renewed on ${d.on}${d.until ? ` until ${d.until}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const recordRenewal = on(RecordRenewal, {
  describes: 'Records a renewal by the parties (ARR-12).',
  records: [renewalRecorded],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    if (isDisputed(arrangement, 'END'))
      return refuse(
        'GEN-07',
        'CONFLICT_UNRESOLVED',
        'Sources disagree on the end: resolve the dispute before a renewal that depends on it.',
        { topic: 'END' },
      );
    if (data.until && before(data.until, data.on))
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `The renewed term ends on ${data.until}, before the renewal on ${data.on}.`,
        { on: data.on, until: data.until },
      );
    const { status } = legalStatusOn(arrangement, earliest(data.on));
    if (isEnd(status) && status !== 'EXPIRED')
      return refuse(
        'ARR-22',
        'ENDED_IS_FINAL',
        'The arrangement had ended; a new one that succeeds it is registered instead.',
        { status },
      );
    if (isKnownNotToApply(arrangement, earliest(data.on)))
      return refuse(
        'ARR-01',
        'ILLEGAL_TRANSITION',
        `On ${data.on} it does not apply yet, so it has no term to renew: it is ${status.toLowerCase()}.`,
        { on: data.on, status },
      );
    const rule = finalClauseOn(arrangement, 'term', earliest(data.on))?.value.renewal;
    if (context.actor.role === 'GOVERNMENT' && rule !== 'TACIT')
      return refuse(
        'ARR-12',
        'RENEWAL_NEEDS_CONSENT',
        'By its clauses on record it does not renew itself, so all parties renew it by an instrument: propose an amendment that extends it, which each of them accepts.',
        { renewal: rule ?? null },
      );
    // A renewed term that starts on the day after the last leaves no gap.
    const eve = legalStatusOn(arrangement, dayBefore(earliest(data.on)));
    if (eve.status === 'EXPIRED')
      return refuse(
        'AMD-12',
        'ALREADY_EXPIRED',
        `It expired on ${eve.from}; a renewal leaves no gap. Record an earlier renewal first, or register the new instrument.`,
        { expiredOn: eve.from },
      );
    return renewalRecorded(data);
  },
  evolve: {
    RenewalRecorded: (arrangement, { arrangement: _, ...renewal }, { seq }) => ({
      ...arrangement,
      renewals: [...arrangement.renewals, { ...renewal, seq }],
    }),
  },
});
