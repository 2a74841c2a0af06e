import {
  before,
  CodeField,
  event,
  FlagField,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  registrars,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';

@Shape(
  'MinutesPart',
  'A part of the minutes. A confidential one is named and proved by its digest; its words are not kept here.',
)
export class MinutesPart {
  @TextField({ length: 300, description: 'What it is about' }) title!: string;
  @FlagField({ description: 'Whether its words are kept from the public' }) confidential!: boolean;
  @TextField({ optional: true, length: 4000, description: 'Its words; of a confidential part never' }) text?: string;
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    optional: true,
    description: 'Of a confidential part: SHA-256 of its bytes',
  })
  digest?: string;
}

@InputType({ description: 'The minutes of a meeting, as they become public.' })
export class PublishMinutes {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'The meeting' }) meeting!: string;
  @PlainDateField({ description: 'When they became public' }) on!: string;
  @TextField({ length: 4000, description: 'A summary for everyone' }) summary!: string;
  @ShapeField(() => MinutesPart, { list: true, description: 'Their parts, confidential ones included' })
  parts!: MinutesPart[];
}

export const minutesPublished = event(
  'MinutesPublished',
  PublishMinutes,
  (d) =>
    `Minutes of ${d.meeting} published on ${d.on}, ${d.parts.filter(({ confidential }) => confidential).length} of ${d.parts.length} parts confidential`,
  { effective: (d) => ({ from: d.on }) },
);

export const publishMinutes = on(PublishMinutes, {
  describes:
    'Records the minutes of a meeting: a summary, the public parts, and the confidential ones by title and digest.',
  records: [minutesPublished],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const meeting = arrangement.meetings.find((candidate) => candidate.meeting === data.meeting);
    if (!meeting)
      return refuse('JCM-05', 'UNKNOWN_MEETING', `No meeting ${data.meeting} is on record: record it first.`, {
        meeting: data.meeting,
      });
    if (meeting.minutes)
      return refuse('JCM-05', 'ALREADY_PUBLISHED', `Its minutes were published on ${meeting.minutes.on}.`, {
        on: meeting.minutes.on,
      });
    if (before(data.on, meeting.on))
      return refuse('ARR-05', 'DATE_ORDER', `It met on ${meeting.on}; its minutes were not public on ${data.on}.`, {
        on: data.on,
        meetingOn: meeting.on,
      });
    return data.parts.map(checkPart).find((refusal) => refusal !== undefined) ?? minutesPublished(data);
  },
  evolve: {
    MinutesPublished: (arrangement, { arrangement: _, meeting: key, ...minutes }, { seq }) => ({
      ...arrangement,
      meetings: arrangement.meetings.map((meeting) =>
        meeting.meeting === key ? { ...meeting, minutes: { ...minutes, seq } } : meeting,
      ),
    }),
  },
});

/** JCM-05: a confidential part is marked and provable, and its words are not put where all read them. */
function checkPart({ title, confidential, text, digest }: MinutesPart): Refusal | undefined {
  if (confidential && text)
    return refuse(
      'JCM-05',
      'CONFIDENTIAL_IN_PUBLIC',
      `"${title}" is confidential, and what is recorded here is public for ever: give its digest in place of its words.`,
      { title },
    );
  if (confidential ? digest : text) return undefined;
  return refuse(
    'JCM-05',
    'PART_EMPTY',
    confidential
      ? `"${title}" is confidential: give the digest that proves it later.`
      : `"${title}" is public: give its words.`,
    { title },
  );
}
