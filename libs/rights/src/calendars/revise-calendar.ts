import { event, IdField, refuse, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from './calendar.js';
import { Holiday } from './publish-calendar.js';

@InputType({ description: 'Holidays that were declared, or taken back, since the calendar was published.' })
export class ReviseCalendar {
  @IdField('calendar', { description: 'The calendar' }) calendar!: string;
  @ShapeField(() => Holiday, { list: true, max: 500, description: 'Declared' }) declared!: Holiday[];
  @ShapeField(() => Holiday, { list: true, max: 500, description: 'Taken back' }) takenBack!: Holiday[];
}

export const calendarRevised = event(
  'CalendarRevised',
  ReviseCalendar,
  ({ declared, takenBack }) => `Holidays declared: ${declared.length}, taken back: ${takenBack.length}`,
);

export const reviseCalendar = on(ReviseCalendar, {
  describes: 'Declares or takes back holidays: the next version, known from then on. Due dates are counted by it.',
  records: [calendarRevised],
  mandate: registrars(),
  decide: (data, { holidays }) => {
    const unknown = data.takenBack.find((holiday) => !holidays.includes(holiday.on));
    if (unknown)
      return refuse('GEN-02', 'NO_HOLIDAY', `${unknown.on} is no holiday of this calendar: nothing is taken back.`, {
        on: unknown.on,
      });
    return data.declared.length + data.takenBack.length > 0
      ? calendarRevised(data)
      : refuse('GEN-02', 'NOTHING_CHANGED', 'Name a holiday that is declared or taken back.');
  },
  evolve: {
    CalendarRevised: (calendar, { declared, takenBack }, { seq }) => {
      const gone = takenBack.map((holiday) => holiday.on);
      return {
        ...calendar,
        version: calendar.version + 1,
        changed: seq,
        holidays: [...new Set([...calendar.holidays, ...declared.map((holiday) => holiday.on)])]
          .filter((day) => !gone.includes(day))
          .sort(),
      };
    },
  },
});
