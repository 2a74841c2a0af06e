import { event, IdField, PlainDateField, refuse, registrars, Shape, ShapeField, TextField } from '#kernel';
import { Field, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { opens } from './calendar.js';

@Shape('Holiday', 'A day that is no working day.')
export class Holiday {
  @PlainDateField({ description: 'Which day' }) on!: string;
  @TextField({ length: 200, description: 'What it is called' }) name!: string;
}

@InputType({ description: 'Which days are working days: all but the weekend and the holidays.' })
export class PublishCalendar {
  @IdField('calendar', { description: 'The calendar' }) calendar!: string;
  @TextField({ length: 200, description: 'Whose working days, e.g. federal holidays of Germany' }) name!: string;
  @Field(() => [Int], { description: 'Days of the week that are no working days: 1 is Monday, 7 is Sunday' })
  @IsArray()
  @ArrayMaxSize(6)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekend!: number[];
  @ShapeField(() => Holiday, { list: true, max: 500, description: 'As far as they are declared' }) holidays!: Holiday[];
}

export const calendarPublished = event(
  'CalendarPublished',
  PublishCalendar,
  ({ name, holidays }) => `Calendar ${name}: ${holidays.length} holidays`,
);

export const publishCalendar = opens(PublishCalendar, {
  describes: 'Publishes a calendar by which time limits in business days are counted. It is version 1.',
  records: [calendarPublished],
  mandate: registrars(),
  decide: (data) =>
    new Set(data.weekend).size === data.weekend.length
      ? calendarPublished(data)
      : refuse('IND-01', 'WEEKEND_UNCLEAR', 'Name each day of the weekend once.', {
          weekend: data.weekend.map(String),
        }),
  evolve: {
    CalendarPublished: (_, { name, weekend, holidays }, { seq }) => ({
      seq,
      version: 1,
      changed: seq,
      name,
      weekend,
      holidays: holidays.map((holiday) => holiday.on).sort(),
    }),
  },
});
