import {
  anySpeaker,
  ChoiceField,
  choices,
  CodeField,
  event,
  IdField,
  InstantScalar,
  isInstant,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, Matches } from 'class-validator';
import { Temporal } from 'temporal-polyfill';
import type { EvidenceFact } from '../evaluation/facts.js';
import { checkOccurrence, checkPersonalData, readsArrangement } from './checks.js';
import { checkValue, MeasuredValue } from './measured.js';
import { OccurrenceField } from './occurrence-field.js';
import { latestTerms, on, type ObligationRecord, withFact } from './record.js';
import { Capacity, checkCapacity, speakerOf } from './speaker.js';

export const Shows = choices(
  'EvidenceShows',
  { PERFORMANCE: 'That it was done.', CONTRARY_ACT: 'An act against what is forbidden.' },
  'What a piece of evidence shows.',
);
export type Shows = keyof typeof Shows;

@InputType({
  description:
    'A piece of proof: a report, an inspection record, a payment. Counts and attributes, never a worker by name.',
})
export class SubmitEvidence {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Short name of this piece within the duty' }) evidence!: string;
  @OccurrenceField({ optional: true }) occurrence?: string;
  @TextField({ length: 100, description: 'Kind of proof, as the duty names it' }) kind!: string;
  @ChoiceField(() => Shows, { optional: true, description: 'PERFORMANCE unless told' }) shows?: Shows;
  @PlainDateField({
    optional: true,
    description:
      'The day on which it was done, in the zone of the duty; lateness follows this, not the day of the record',
  })
  performedOn?: string;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'The instant, in place of the day: which day it is, the zone of the duty tells',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/, {
    message: 'must be an instant with its offset, e.g. 2026-03-01T12:00:00Z',
  })
  performedAt?: string;
  @ShapeField(() => MeasuredValue, { optional: true, description: 'What was measured' }) measure?: MeasuredValue;
  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    optional: true,
    list: true,
    description: 'SHA-256 of the documents, which stay outside',
  })
  digests?: string[];
  @ChoiceField(() => Capacity, { optional: true, description: 'absent: in the own name' }) capacity?: Capacity;
  @IdField('party', { optional: true, description: 'Whose word it is, where the secretariat transcribes it' })
  saidBy?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const evidenceSubmitted = event(
  'EvidenceSubmitted',
  SubmitEvidence,
  ({ kind, occurrence, shows, performedOn, measure }) =>
    `${shows === 'CONTRARY_ACT' ? 'An act against it' : kind}${occurrence === undefined ? '' : ` of ${occurrence}`}, ${performedOn}${measure ? `: ${measure.value} ${measure.unit}` : ''}`,
  { effective: ({ performedOn }) => ({ from: performedOn }) },
);

export const submitEvidence = on(SubmitEvidence, {
  describes:
    'Submits proof that a duty was done, or of an act against it. The word of the one bound weighs least; others confirm it.',
  records: [evidenceSubmitted],
  mandate: anySpeaker,
  reads: readsArrangement,
  decide: (data, record, context) => {
    const day = dayOf(data, record);
    return (
      checkDay(data, day, context.today) ??
      checkFree(data.evidence, record) ??
      checkCapacity(data, record, context) ??
      checkOccurrence(data, record, context) ??
      checkValue(data.measure, latestTerms(record).metric) ??
      checkPersonalData(data.kind, data.note) ??
      evidenceSubmitted(Object.assign(new SubmitEvidence(), data, { performedOn: day }))
    );
  },
  evolve: {
    EvidenceSubmitted: (record, data, { seq, actor }) =>
      withFact(record, 'evidence', factOf(data, seq, speakerOf(data, record, actor))),
  },
});

const factOf = (
  { evidence, occurrence, kind, shows = 'PERFORMANCE', performedOn, measure }: SubmitEvidence,
  seq: number,
  by: EvidenceFact['by'],
): EvidenceFact => ({
  seq,
  evidence,
  ...(occurrence === undefined ? {} : { occurrence }),
  kind,
  shows,
  performedOn: performedOn!,
  ...(measure ? { measure } : {}),
  by,
});

/** The day in the zone of the duty: what is sent at noon in one zone may be late in another. */
function dayOf({ performedOn, performedAt }: SubmitEvidence, record: ObligationRecord): string | undefined {
  if (performedOn !== undefined || !isInstant(performedAt)) return performedOn;
  return Temporal.Instant.from(performedAt).toZonedDateTimeISO(latestTerms(record).due.zone).toPlainDate().toString();
}

function checkDay(
  { performedOn, performedAt }: SubmitEvidence,
  day: string | undefined,
  today: string,
): Refusal | undefined {
  if (day === undefined || (performedOn !== undefined && performedAt !== undefined))
    return refuse(
      'IND-01',
      'WHEN_UNCLEAR',
      'Say when it was done, as a day or as an instant: exactly one of performedOn and performedAt.',
    );
  return day > today
    ? refuse('IND-04', 'NOT_DONE_YET', `${day} is still to come: what will be done is no proof that it was.`, {
        performedOn: day,
        today,
      })
    : undefined;
}

/** GEN-02: a name stands for one piece of evidence; what was wrong about it is corrected. */
export const checkFree = (name: string, { facts }: ObligationRecord): Refusal | undefined =>
  facts.evidence.some(({ evidence }) => evidence === name)
    ? refuse(
        'GEN-02',
        'ALREADY_SUBMITTED',
        `${name} is submitted already: give this piece another name, or correct that one.`,
        {
          evidence: name,
        },
      )
    : undefined;
