import {
  actOf,
  addsOptional,
  before,
  ChoiceField,
  earliest,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { consentingParties, on } from '../arrangement.js';
import { Clock, SuspensionGround, SuspensionScope } from './life-cycle.js';
import { isEnd, isKnownNotToApply, legalStatusOn } from './timeline.js';

@InputType({
  description: 'Rights and duties stop for a time. A ban or intake stop of one side is an external measure instead.',
})
export class SuspendArrangement {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the suspension within the arrangement' }) suspension!: string;
  @ChoiceField(() => SuspensionScope) scope!: SuspensionScope;
  @TextField({ optional: true, length: 500, description: 'Which parts, sectors, districts or employers' })
  detail?: string;
  @ChoiceField(() => SuspensionGround) ground!: SuspensionGround;
  @PartialDateField() from!: string;
  @PartialDateField({ optional: true, description: 'Planned end or review date' }) plannedEnd?: string;
  @IdField('party', { list: true }) decidedBy!: string[];
  @KeyField({ optional: true, list: true, description: 'Of PARTS: names of the clauses that are suspended' })
  clauses?: string[];
  @TextField({ optional: true, list: true, length: 200, description: 'Of SECTORS: their names, in lower case' })
  sectors?: string[];
  @ChoiceField(() => Clock, {
    optional: true,
    list: true,
    description: 'Time limits that the decision stops; absent: none, all go on (ARR-16)',
  })
  stops?: Clock[];
}

export const arrangementSuspended = event(
  'ArrangementSuspended',
  SuspendArrangement,
  (d) => `Suspended from ${d.from} (${d.detail ?? d.scope.toLowerCase()}) by ${d.decidedBy.join(', ')}`,
  {
    effective: (d) => ({ from: d.from }),
    upcasts: [addsOptional],
  },
);

export const suspendArrangement = on(SuspendArrangement, {
  describes: 'Records a suspension with scope, ground, start and who decided (ARR-14).',
  records: [arrangementSuspended],
  mandate: actOf((data) => data.decidedBy),
  decide(data, arrangement) {
    if (arrangement.suspensions.some((suspension) => suspension.suspension === data.suspension))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a suspension ${data.suspension}.`, {
        suspension: data.suspension,
      });
    const unknown = data.clauses?.find((key) => !arrangement.clauses.some(({ clause }) => clause === key));
    if (unknown)
      return refuse('ARR-14', 'UNKNOWN_CLAUSE', `There is no clause ${unknown} on record: code it first.`, {
        clause: unknown,
      });
    if (data.scope !== 'ALL' && !data.detail && !data.clauses?.length && !data.sectors?.length)
      return refuse('ARR-14', 'SCOPE_REQUIRED', 'Name the parts, sectors, districts or employers that are suspended.', {
        scope: data.scope,
      });
    const parties = consentingParties(arrangement);
    if (data.decidedBy.length === 0)
      return refuse('ARR-14', 'PARTY_MISSING', 'Name the parties that decided to suspend.');
    const stranger = data.decidedBy.find((party) => !parties.includes(party));
    if (stranger)
      return refuse(
        'PTY-06',
        'NOT_A_PARTY',
        `${stranger} is not a party to this arrangement, so it cannot suspend it.`,
        { party: stranger },
      );
    if (data.plannedEnd && before(data.plannedEnd, data.from))
      return refuse(
        'ARR-14',
        'DATE_ORDER',
        `It cannot be planned to end on ${data.plannedEnd}, before it starts on ${data.from}.`,
        { plannedEnd: data.plannedEnd, from: data.from },
      );
    const { status } = legalStatusOn(arrangement, earliest(data.from));
    if (isEnd(status))
      return refuse('ARR-22', 'ENDED_IS_FINAL', 'It has ended; there is nothing to suspend.', { status });
    if (isKnownNotToApply(arrangement, earliest(data.from)))
      return refuse(
        'ARR-01',
        'ILLEGAL_TRANSITION',
        `On ${data.from} it does not apply yet, so there is nothing to suspend: it is ${status.toLowerCase()}.`,
        { from: data.from, status },
      );
    const absent = parties.filter((party) => !data.decidedBy.includes(party));
    if (data.ground === 'CONSENT' && absent.length > 0)
      return refuse(
        'ARR-15',
        'NO_SUSPENSION_GROUND',
        `Suspension by consent needs all parties; missing: ${absent.join(', ')}. A stop by one side is recorded with imposeMeasure and leaves the legal status as it is.`,
        { missing: absent },
      );
    return arrangementSuspended(data);
  },
  evolve: {
    ArrangementSuspended: (arrangement, { arrangement: _, ...suspension }, { seq }) => ({
      ...arrangement,
      suspensions: [...arrangement.suspensions, { ...suspension, seq }],
    }),
  },
});
