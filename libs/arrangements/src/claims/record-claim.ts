import {
  anySpeaker,
  ChoiceField,
  event,
  IdField,
  KeyField,
  NumberField,
  PartialDateField,
  refuse,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { ClaimTopic } from './claim.js';

@InputType({
  description:
    'What one source says about a matter. Claims that differ are all kept; readers see that they are disputed (GEN-07).',
})
export class RecordClaim {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the claim within the arrangement' }) claim!: string;
  @ChoiceField(() => ClaimTopic) topic!: ClaimTopic;
  @TextField({
    length: 200,
    description: 'The matter in a few words; claims of one topic and matter stand against each other',
  })
  about!: string;
  @PartialDateField({ optional: true }) date?: string;
  @NumberField({ optional: true }) number?: number;
  @TextField({ sealed: true, optional: true, length: 1000 }) text?: string;
}

export const claimRecorded = event(
  'ClaimRecorded',
  RecordClaim,
  (d) => `Claim on ${d.about}: ${[d.date, d.number, d.text].filter((part) => part !== undefined).join(', ')}`,
);

export const recordClaim = on(RecordClaim, {
  describes: 'Records what a source says about a matter, beside what others say.',
  records: [claimRecorded],
  mandate: anySpeaker,
  decide(data, arrangement, { provenance }) {
    if (!provenance.sources?.length)
      return refuse(
        'GEN-07',
        'PROVENANCE_REQUIRED',
        'A claim is worth its source: name at least one in provenance.sources.',
        { claim: data.claim },
      );
    if (data.date === undefined && data.number === undefined && data.text === undefined)
      return refuse('GEN-07', 'CLAIM_EMPTY', 'A claim gives a date, a number or a text.', { claim: data.claim });
    if (arrangement.claims.some((claim) => claim.claim === data.claim))
      return refuse(
        'GEN-02',
        'ALREADY_REGISTERED',
        `There is already a claim ${data.claim}; record another beside it.`,
        { claim: data.claim },
      );
    return claimRecorded(data);
  },
  evolve: {
    ClaimRecorded: (arrangement, { arrangement: _, ...claim }, { seq }) => ({
      ...arrangement,
      claims: [...arrangement.claims, { ...claim, seq }],
    }),
  },
});
