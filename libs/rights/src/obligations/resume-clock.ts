import { event, IdField, KeyField, PlainDateField, refuse, registrars } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkConcerned, readsArrangement } from './checks.js';
import { on } from './record.js';

@InputType({ description: 'The time limit of a duty runs again.' })
export class ResumeClock {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Which suspension ends' }) suspension!: string;
  @PlainDateField({ description: 'First day on which it runs again' }) on!: string;
}

export const clockResumed = event('ClockResumed', ResumeClock, ({ on: day }) => `Time limit runs again from ${day}`, {
  effective: (d) => ({ from: d.on }),
});

export const resumeClock = on(ResumeClock, {
  describes: 'Lets the clock of a duty run again: the due date moves by as long as it stood still.',
  records: [clockResumed],
  mandate: registrars(),
  reads: readsArrangement,
  decide: (data, record, context) => {
    const stranger = checkConcerned(record, context);
    if (stranger) return stranger;
    const suspension = record.facts.suspensions.find(({ name }) => name === data.suspension);
    if (!suspension || suspension.to !== undefined)
      return refuse('CMP-13', 'NOT_SUSPENDED', `No suspension ${data.suspension} stands: the clock runs.`, {
        suspension: data.suspension,
      });
    return data.on < suspension.from
      ? refuse(
          'CMP-13',
          'RESUMED_BEFORE',
          `It cannot run again on ${data.on}, before it stood still on ${suspension.from}.`,
          {
            on: data.on,
            from: suspension.from,
          },
        )
      : clockResumed(data);
  },
  evolve: {
    ClockResumed: (record, { suspension: name, on: day }, { seq }) => ({
      ...record,
      facts: {
        ...record.facts,
        suspensions: record.facts.suspensions.map((suspension) =>
          suspension.name === name ? { ...suspension, to: day, because: [...suspension.because, seq] } : suspension,
        ),
      },
    }),
  },
});
