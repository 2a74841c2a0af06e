import { before, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty, checkSet } from './check-quota.js';
import { on } from './quota.js';

@InputType({ description: 'The period is over and its result is frozen; what comes later shows as an adjustment.' })
export class CloseQuota {
  @IdField('quota') quota!: string;
  @PartialDateField({ description: 'The day of the close' }) on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const quotaClosed = event('QuotaClosed', CloseQuota, (d) => `Closed on ${d.on}`, {
  effective: (d) => ({ from: d.on }),
});

export const closeQuota = on(CloseQuota, {
  describes: 'Closes a quota: its number and result are frozen (QUO-19).',
  records: [quotaClosed],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide(data, quota, context) {
    const refused = checkSet(quota) ?? checkParty(quota, context);
    if (refused) return refused;
    const from = quota.period?.from;
    if (from !== undefined && before(data.on, from))
      return refuse('GEN-05', 'OUTSIDE_PERIOD', `${data.on} lies before the period begins on ${from}.`, {
        on: data.on,
        from,
      });
    return quotaClosed(data);
  },
  evolve: { QuotaClosed: (quota, { on: day, note }, { seq }) => ({ ...quota, closed: { seq, on: day, note } }) },
});
