import { event, IdField, KeyField, PlainDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkConcerned, checkPersonalData, readsArrangement } from './checks.js';
import { OccurrenceField } from './occurrence-field.js';
import { on, withFact } from './record.js';

@InputType({ description: 'The time limit of a duty stands still, for a reason on record.' })
export class SuspendClock {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Short name of this suspension within the duty' }) suspension!: string;
  @OccurrenceField({ optional: true, description: 'One occurrence; absent: all' }) occurrence?: string;
  @PlainDateField({ description: 'First day on which it stands still' }) from!: string;
  @TextField({ length: 500, description: 'Why, and who decided' }) ground!: string;
}

export const clockSuspended = event(
  'ClockSuspended',
  SuspendClock,
  ({ from, ground }) => `Time limit stands still from ${from}: ${ground}`,
  { effective: ({ from }) => ({ from }) },
);

export const suspendClock = on(SuspendClock, {
  describes: 'Stops the clock of a duty. Time that has run out is not given back.',
  records: [clockSuspended],
  mandate: registrars(),
  reads: readsArrangement,
  decide: (data, record, context) =>
    checkConcerned(record, context) ??
    checkPersonalData(data.ground) ??
    (record.facts.suspensions.some(({ name }) => name === data.suspension)
      ? refuse('GEN-02', 'ALREADY_SUSPENDED', `${data.suspension} is on record: name another, or correct that one.`, {
          suspension: data.suspension,
        })
      : clockSuspended(data)),
  evolve: {
    ClockSuspended: (record, { suspension, occurrence, from }, { seq }) =>
      withFact(record, 'suspensions', {
        seq,
        name: suspension,
        ...(occurrence === undefined ? {} : { occurrence }),
        from,
        because: [seq],
      }),
  },
});
