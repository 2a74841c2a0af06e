import { add, ChoiceField, event, IdField, PlainDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from './employer.js';
import { RecordKind } from './require-record-keeping.js';

@InputType({ description: 'An employer destroys records that it no longer has to keep.' })
export class DestroyRecords {
  @IdField('employer') employer!: string;
  @ChoiceField(() => RecordKind, { list: true, description: 'Which records' }) kinds!: RecordKind[];
  @PlainDateField({ description: 'The last day that any of them is of' }) madeUntil!: string;
  @PlainDateField() on!: string;
}

export const recordsDestroyed = event(
  'RecordsDestroyed',
  DestroyRecords,
  (d) =>
    `Records (${d.kinds.map((kind) => kind.toLowerCase().replaceAll('_', ' ')).join(', ')}) up to ${d.madeUntil} destroyed on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const destroyRecords = on(DestroyRecords, {
  describes:
    'Records the destruction of records whose time is over; before that it is refused (EMP-07). What was destroyed all the same is a matter of a finding.',
  records: [recordsDestroyed],
  mandate: { roles: ['EMPLOYER', 'GOVERNMENT', 'SECRETARIAT'] },
  decide(data, employer, { actor }) {
    const stranger = checkOwn(actor, employer, data.employer);
    if (stranger) return stranger;
    if (data.kinds.length === 0) return refuse('EMP-07', 'RECORDS_MISSING', 'Name the records that are destroyed.');
    // Of several duties to keep the same records the longest counts.
    const [held] = employer.recordKeeping
      .filter(({ kinds }) => kinds.some((kind) => data.kinds.includes(kind)))
      .map((required) => ({ ...required, keepUntil: add(data.madeUntil, { years: required.years }) }))
      .sort((a, b) => (a.keepUntil > b.keepUntil ? -1 : 1));
    return held && data.on <= held.keepUntil
      ? refuse(
          'EMP-07',
          'RECORDS_MUST_BE_KEPT',
          `Records up to ${data.madeUntil} are kept for ${held.years} years, until ${held.keepUntil}, by ${held.law ?? `${held.arrangement}, ${held.clause}`}; they cannot be destroyed on ${data.on}.`,
          { requirement: held.requirement, keepUntil: held.keepUntil, on: data.on },
        )
      : recordsDestroyed(data);
  },
  evolve: {
    RecordsDestroyed: (employer, { employer: _id, ...destruction }, { seq }) => ({
      ...employer,
      destructions: [...employer.destructions, { ...destruction, seq }],
    }),
  },
});
