import { checkAmong, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkKnown } from '../permissions/authority.js';
import { on } from './employer.js';

@InputType({ description: 'An employer goes on with the business of another one.' })
export class RecordEmployerSuccession {
  @IdField('employer', { description: 'The successor' }) employer!: string;
  @IdField('employer', { description: 'Whose business it goes on with' }) predecessor!: string;
  @PartialDateField() on!: string;
  @TextField({ sealed: true, optional: true, length: 500, description: 'e.g. merger, purchase, the same owners' })
  description?: string;
}

export const employerSucceeded = event(
  'EmployerSucceeded',
  RecordEmployerSuccession,
  (d) => `Succeeds ${d.predecessor} from ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const recordEmployerSuccession = on(RecordEmployerSuccession, {
  describes: 'Links a successor to its predecessor. Bans do not follow by that alone (EMP-03).',
  records: [employerSucceeded],
  mandate: registrars(),
  reads: ({ predecessor }) => [predecessor],
  decide(data, employer, context) {
    const { predecessor } = data;
    if (predecessor === data.employer)
      return refuse('EMP-03', 'SUCCEEDS_ITSELF', 'An employer cannot succeed itself.', { predecessor });
    const known = employer.successions.find((entry) => entry.predecessor === predecessor);
    if (known)
      return refuse(
        'GEN-02',
        'ALREADY_REGISTERED',
        `It is on record since ${known.on} as successor of ${predecessor}.`,
        {
          predecessor,
          on: known.on,
        },
      );
    return (
      checkKnown([predecessor], context) ?? checkAmong(context.actor, [employer.country]) ?? employerSucceeded(data)
    );
  },
  evolve: {
    EmployerSucceeded: (employer, { employer: _id, ...succession }, { seq }) => ({
      ...employer,
      successions: [...employer.successions, { ...succession, seq }],
    }),
  },
});
