import {
  actOf,
  ChoiceField,
  event,
  IdField,
  KeyField,
  NumberField,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkPledge } from './commit-training.js';
import { type Commitment, on, type Pledge } from './commitment.js';
import { type CommitmentTerm, QualifierField, Track, TrackSplit } from './terms.js';

@InputType({
  description:
    'Another number, date or split, by consent of who promises and to whom. The first promise stays visible.',
})
export class ReviseCommitment {
  @IdField('training') training!: string;
  @KeyField({ description: 'Short name of the revision within the commitment' }) revision!: string;
  @NumberField({ optional: true, min: 0 }) number?: number;
  @QualifierField() qualifier?: Qualifier;
  @ChoiceField(() => Track, { optional: true }) track?: Track;
  @ShapeField(() => TrackSplit, { optional: true }) split?: TrackSplit;
  @TextField({ optional: true, length: 500 }) splitRule?: string;
  @PartialDateField({ optional: true }) dueOn?: string;
  @PartialDateField({ optional: true, description: 'Since when; absent: from the first' }) from?: string;
  @IdField('party', { list: true, description: 'Who consented: the bearer and the beneficiary' })
  consentedBy!: string[];
  @TextField({ sealed: true, length: 1000 }) why!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const commitmentRevised = event(
  'CommitmentRevised',
  ReviseCommitment,
  (d) => `Revised: ${changes(d).join(', ')}, because ${d.why}`,
  {
    effective: (d) => ({ from: d.from }),
  },
);

export const reviseCommitment = on(ReviseCommitment, {
  describes: 'Changes the number, date, track or split of a commitment by consent, with the reason (TRN-08).',
  records: [commitmentRevised],
  mandate: actOf((data) => data.consentedBy),
  decide: (data, commitment) =>
    checkNew(data, commitment) ??
    checkConsent(data, commitment) ??
    checkPledge({ ...merged(commitment.pledges.at(-1)!.value, data), unit: commitment.unit }) ??
    commitmentRevised(data),
  evolve: {
    CommitmentRevised: (commitment, { from, ...data }, { seq }) => {
      const value = merged(commitment.pledges.at(-1)!.value, data);
      return {
        ...commitment,
        pledges: [...commitment.pledges, { seq, from, value }],
        notStated: commitment.notStated.filter((term) => !nowStated(term, value)),
      };
    },
  },
});

/** What is not revised stays as it was last promised; a new number without a split leaves the split open. */
function merged(last: Pledge, { training: _, ...data }: Omit<ReviseCommitment, 'from'>): Pledge {
  const { split, splitRule, ...lasting } = last;
  const keepsSplit = data.number === undefined && data.track === undefined;
  const stated = Object.fromEntries(Object.entries<unknown>(data).filter(([, value]) => value !== undefined));
  return { ...lasting, ...(keepsSplit ? { split, splitRule } : {}), note: undefined, ...stated };
}

const nowStated = (term: CommitmentTerm, { number, dueOn, split, splitRule }: Pledge) =>
  (term === 'NUMBER' && number !== undefined) ||
  (term === 'DUE_DATE' && dueOn !== undefined) ||
  (term === 'SPLIT' && (split ?? splitRule) !== undefined);

const changes = ({ number, track, split, splitRule, dueOn }: ReviseCommitment): string[] => [
  ...(number === undefined ? [] : [`number ${number}`]),
  ...(track === undefined ? [] : [`track ${track.toLowerCase().replaceAll('_', ' ')}`]),
  ...(split === undefined ? [] : [`${split.home} at home and ${split.away} away`]),
  ...(splitRule === undefined ? [] : [`split: ${splitRule}`]),
  ...(dueOn === undefined ? [] : [`due ${dueOn}`]),
];

function checkNew(data: ReviseCommitment, { pledges }: Commitment): Refusal | undefined {
  if (changes(data).length === 0)
    return refuse('TRN-08', 'NOTHING_REVISED', 'A revision gives another number, track, split or date.');
  if (pledges.some((stated) => stated.value.revision === data.revision))
    return refuse(
      'GEN-02',
      'ALREADY_REGISTERED',
      `There is already a revision ${data.revision}; a further one needs another name.`,
      { revision: data.revision },
    );
  return undefined;
}

/** TRN-08: who promises and to whom it is promised consent, as far as they are known; one side alone never does. */
function checkConsent({ consentedBy }: ReviseCommitment, { bearer, beneficiary }: Commitment): Refusal | undefined {
  const lacking = [bearer?.party, beneficiary].filter(
    (party) => party !== undefined && !consentedBy.includes(party),
  ) as string[];
  if (lacking.length === 0 && new Set(consentedBy).size > 1) return undefined;
  return refuse(
    'TRN-08',
    'CONSENT_MISSING',
    `A commitment is revised by consent of both sides; lacking: ${lacking.join(', ') || 'the other side'}.`,
    {
      consentedBy,
      lacking,
    },
  );
}
