import { actOf, ChoiceField, event, IdField, KeyField, PartialDateField, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';
import { SuspensionGround, SuspensionScope } from './life-cycle.js';

@InputType({ description: 'Rights and duties stop for a time. A ban or intake stop of one side is an external measure instead.' })
export class SuspendArrangement {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the suspension within the arrangement' }) suspension!: string;
  @ChoiceField(() => SuspensionScope) scope!: SuspensionScope;
  @TextField({ optional: true, length: 500, description: 'Which parts, sectors, districts or employers' }) detail?: string;
  @ChoiceField(() => SuspensionGround) ground!: SuspensionGround;
  @PartialDateField() from!: string;
  @PartialDateField({ optional: true, description: 'Planned end or review date' }) plannedEnd?: string;
  @IdField('party', { list: true }) decidedBy!: string[];
}

export const arrangementSuspended = event('ArrangementSuspended', SuspendArrangement, (d) => `Suspended from ${d.from} (${d.detail ?? d.scope.toLowerCase()}) by ${d.decidedBy.join(', ')}`, {
  effective: (d) => ({ from: d.from }),
});

export const suspendArrangement = on(SuspendArrangement, {
  describes: 'Records a suspension with scope, ground, start and who decided (ARR-14).',
  records: [arrangementSuspended],
  mandate: actOf((data) => data.decidedBy),
  decide(data, arrangement) {
    if (arrangement.suspensions.some((suspension) => suspension.suspension === data.suspension))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a suspension ${data.suspension}.`, { suspension: data.suspension });
    if (data.scope !== 'ALL' && !data.detail) return refuse('ARR-14', 'SCOPE_REQUIRED', 'Name the parts, sectors, districts or employers that are suspended.', { scope: data.scope });
    const parties = consentingParties(arrangement);
    const absent = parties.filter((party) => !data.decidedBy.includes(party));
    if (data.ground === 'CONSENT' && absent.length > 0)
      return refuse('ARR-15', 'NO_SUSPENSION_GROUND', `Suspension by consent needs all parties; missing: ${absent.join(', ')}. A stop by one side is recorded with imposeMeasure and leaves the legal status as it is.`, { missing: absent });
    return arrangementSuspended(data);
  },
  evolve: {
    ArrangementSuspended: (arrangement, { arrangement: _, ...suspension }, { seq }) => ({ ...arrangement, suspensions: [...arrangement.suspensions, { ...suspension, seq }] }),
  },
});
