import { before, disagree, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { byDate } from '../acts/act.js';
import { checkOwn, on } from '../arrangement.js';
import { isDisputed } from '../claims/disputes.js';
import { entryIntoForce } from './entry-into-force.js';

@InputType({
  description:
    'A date of entry into force as a source gives it. Where the clause is recorded, the date is computed and this one must agree.',
})
export class StateEntryIntoForce {
  @IdField('arrangement') arrangement!: string;
  @PartialDateField() on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const entryIntoForceStated = event(
  'EntryIntoForceStated',
  StateEntryIntoForce,
  (d) => `Stated to be in force since ${d.on}`,
  {
    effective: (d) => ({ from: d.on }),
  },
);

export const stateEntryIntoForce = on(StateEntryIntoForce, {
  describes: 'Records the date of entry into force that a source gives, where it cannot be computed.',
  records: [entryIntoForceStated],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    if (isDisputed(arrangement, 'ENTRY_INTO_FORCE'))
      return refuse(
        'GEN-07',
        'CONFLICT_UNRESOLVED',
        'Sources disagree on the entry into force: resolve the dispute first.',
        { topic: 'ENTRY_INTO_FORCE' },
      );
    const computed = entryIntoForce(arrangement);
    if (computed.unmet)
      return refuse(
        'ARR-02',
        'EIF_CONDITIONS_UNMET',
        `Not all conditions of the clause are met; awaited: ${computed.waitingFor.join(', ') || 'further deposits'}.`,
        {
          waitingFor: computed.waitingFor,
        },
      );
    if (computed.on !== undefined && computed.basis === 'COMPUTED' && disagree(computed.on, data.on))
      return refuse('ARR-03', 'EIF_DATE_MISMATCH', `The clause and the acts give ${computed.on}, not ${data.on}.`, {
        computed: computed.on,
        stated: data.on,
      });
    const signatures = arrangement.acts.filter((act) => act.kind === 'SIGNATURE').sort(byDate);
    // A text that is open to others enters into force before the last of them signs.
    const signature = arrangement.kind === 'BILATERAL' ? signatures.at(-1) : signatures[0];
    if (signature && before(data.on, signature.on))
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `Entry into force on ${data.on} lies before the signature on ${signature.on}.`,
        { on: data.on, signature: signature.on },
      );
    const earlier = arrangement.entryIntoForceStated.find((stated) => disagree(stated.on, data.on));
    if (earlier)
      return refuse(
        'GEN-07',
        'CONFLICT_UNRESOLVED',
        `${earlier.on} is already stated. A source that gives another date is recorded with recordClaim.`,
        { stated: earlier.on, asked: data.on },
      );
    return entryIntoForceStated(data);
  },
  evolve: {
    EntryIntoForceStated: (arrangement, { on: date, note }, { seq }) => ({
      ...arrangement,
      entryIntoForceStated: [...arrangement.entryIntoForceStated, { seq, on: date, note }],
    }),
  },
});
