import { anySpeaker, event } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on, withFact } from './record.js';
import { checkReview, Review, reviewFact } from './review-evidence.js';

@InputType({ description: 'Confirms a piece of evidence: a counterparty, or an independent body (IND-02).' })
export class ConfirmEvidence extends Review {}

export const evidenceConfirmed = event(
  'EvidenceConfirmed',
  ConfirmEvidence,
  ({ evidence, capacity }) =>
    `Evidence ${evidence} confirmed${capacity ? ` by ${capacity.toLowerCase().replace('_', ' ')}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const confirmEvidence = on(ConfirmEvidence, {
  describes: 'Confirms a piece of evidence: a counterparty, or an independent body (IND-02).',
  records: [evidenceConfirmed],
  mandate: anySpeaker,
  decide: (data, record, context) => checkReview(data, record, context) ?? evidenceConfirmed(data),
  evolve: {
    EvidenceConfirmed: (record, data, { seq, actor }) =>
      withFact(record, 'confirmations', reviewFact(data, record, seq, actor)),
  },
});
