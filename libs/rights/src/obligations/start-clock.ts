import { anySpeaker, CodeField, event, IdField, PlainDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { latestTerms, on, withFact } from './record.js';

@InputType({ description: 'What sets the clock of a duty going has happened: a request, an arrival, an accident.' })
export class StartClock {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @CodeField(/^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/, 'a short name of letters, digits, dots and hyphens', {
    description: 'Its key, which names the occurrence ever after',
  })
  occurrence!: string;
  @PlainDateField({ description: 'When it happened' }) on!: string;
}

export const clockStarted = event(
  'ClockStarted',
  StartClock,
  ({ occurrence, on: day }) => `Clock of ${occurrence} runs from ${day}`,
  { effective: (d) => ({ from: d.on }) },
);

export const startClock = on(StartClock, {
  describes: 'Records what sets the clock of a duty going; it makes one occurrence of its own.',
  records: [clockStarted],
  mandate: anySpeaker,
  decide: (data, record) => {
    if (!latestTerms(record).due.kind.onTrigger)
      return refuse('IND-01', 'NO_TRIGGER', 'The duty falls due by its dates: nothing sets its clock going.', {
        obligation: data.obligation,
      });
    return record.facts.triggers.some(({ key }) => key === data.occurrence)
      ? refuse(
          'GEN-02',
          'ALREADY_STARTED',
          `The clock of ${data.occurrence} runs already: name another, or correct that one.`,
          {
            occurrence: data.occurrence,
          },
        )
      : clockStarted(data);
  },
  evolve: {
    ClockStarted: (record, { occurrence: key, on: day }, { seq }) =>
      withFact(record, 'triggers', { seq, key, on: day }),
  },
});
