import { anySpeaker, event } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, withFact } from './record.js';
import { checkReview, Review, reviewFact } from './review-evidence.js';

@InputType({
  description: 'Contradicts a piece of evidence. Both are shown, and it proves nothing until someone decides (IND-07).',
})
export class ContradictEvidence extends Review {}

export const evidenceContradicted = event(
  'EvidenceContradicted',
  ContradictEvidence,
  ({ evidence, capacity }) =>
    `Evidence ${evidence} contradicted${capacity ? ` by ${capacity.toLowerCase().replace('_', ' ')}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const contradictEvidence = on(ContradictEvidence, {
  describes: 'Contradicts a piece of evidence. Both are shown, and it proves nothing until someone decides (IND-07).',
  records: [evidenceContradicted],
  mandate: anySpeaker,
  decide: (data, record, context) => checkReview(data, record, context) ?? evidenceContradicted(data),
  evolve: {
    EvidenceContradicted: (record, data, { seq, actor }) =>
      withFact(record, 'contradictions', reviewFact(data, record, seq, actor)),
  },
});
