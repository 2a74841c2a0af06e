import {
  checkAmong,
  ChoiceField,
  choices,
  CountField,
  event,
  IdField,
  KeyField,
  refuse,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkKnown } from '../permissions/authority.js';
import { on } from './employer.js';

export const RecordKind = choices(
  'RecordKind',
  {
    CONTRACTS: 'Contracts and offers.',
    WAGES_AND_HOURS: 'Wages paid, deductions, hours worked.',
    RECRUITMENT: 'How workers were recruited, and who paid what.',
    HOUSING: 'Housing and its inspections.',
    SAFETY: 'Training, accidents, health.',
    COMPLAINTS: 'Complaints and what became of them.',
  },
  'Records that an employer keeps.',
);
export type RecordKind = keyof typeof RecordKind;

@InputType({ description: 'An employer has to keep records for some years.' })
export class RequireRecordKeeping {
  @IdField('employer') employer!: string;
  @KeyField({ description: 'Short name of the requirement within the employer’s record' }) requirement!: string;
  @ChoiceField(() => RecordKind, { list: true, description: 'Which records' }) kinds!: RecordKind[];
  @CountField({ min: 1, description: 'Years, counted from the last day that a record is of' }) years!: number;
  @TextField({ optional: true, length: 300, description: 'The provision of national law that says so' }) law?: string;
  @IdField('arrangement', { optional: true, description: 'The arrangement that says so' }) arrangement?: string;
  @KeyField({ optional: true, description: 'Its clause' }) clause?: string;
}

export const recordKeepingRequired = event(
  'RecordKeepingRequired',
  RequireRecordKeeping,
  (d) =>
    `Records (${d.kinds.map((kind) => kind.toLowerCase().replaceAll('_', ' ')).join(', ')}) kept for ${d.years} years by ${d.law ?? [d.arrangement, d.clause].filter(Boolean).join(', ')}`,
);

export const requireRecordKeeping = on(RequireRecordKeeping, {
  describes: 'Records how long an employer has to keep which records, and where that is said (EMP-07).',
  records: [recordKeepingRequired],
  mandate: registrars(),
  reads: ({ arrangement }) => (arrangement ? [arrangement] : []),
  decide(data, employer, context) {
    if (employer.recordKeeping.some(({ requirement }) => requirement === data.requirement))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a requirement ${data.requirement}.`, {
        requirement: data.requirement,
      });
    if (data.kinds.length === 0) return refuse('EMP-07', 'RECORDS_MISSING', 'Name the records that have to be kept.');
    if (data.law === undefined && (data.arrangement === undefined || data.clause === undefined))
      return refuse(
        'EMP-07',
        'RETENTION_SOURCE_MISSING',
        'Name where it is said: a provision in law, or an arrangement with its clause.',
      );
    return (
      checkKnown(data.arrangement ? [data.arrangement] : [], context) ??
      checkAmong(context.actor, [employer.country]) ??
      recordKeepingRequired(data)
    );
  },
  evolve: {
    RecordKeepingRequired: (employer, { employer: _id, ...required }, { seq }) => ({
      ...employer,
      recordKeeping: [...employer.recordKeeping, { ...required, seq }],
    }),
  },
});
