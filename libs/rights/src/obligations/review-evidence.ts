import { ChoiceField, type Context, IdField, KeyField, PlainDateField, refuse, type Refusal, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import type { ReviewFact } from '../evaluation/facts.js';
import { checkPersonalData } from './checks.js';
import type { ObligationRecord } from './record.js';
import { Capacity, checkCapacity, speakerOf } from './speaker.js';

/** What confirming and contradicting have in common. */
@InputType({ isAbstract: true })
export class Review {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'The piece of evidence' }) evidence!: string;
  @PlainDateField({ description: 'When it was said' }) on!: string;
  @ChoiceField(() => Capacity, { optional: true, description: 'absent: in the own name' }) capacity?: Capacity;
  @IdField('party', { optional: true, description: 'Whose word it is, where the secretariat transcribes it' })
  saidBy?: string;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'Why, in words' }) note?: string;
}

/** IND-02: what is reviewed is on record, and is not reviewed by whoever submitted it. */
export function checkReview(data: Review, record: ObligationRecord, context: Context): Refusal | undefined {
  const piece = record.facts.evidence.find(({ evidence }) => evidence === data.evidence);
  if (!piece)
    return refuse('IND-02', 'UNKNOWN_EVIDENCE', `No piece of evidence ${data.evidence} is on record for this duty.`, {
      evidence: data.evidence,
    });
  const speaker = speakerOf(data, record, context.actor);
  if (speaker !== 'INDEPENDENT' && speaker !== 'OTHER' && speaker === piece.by)
    return refuse(
      'IND-02',
      'OWN_WORD',
      `${data.evidence} was submitted by the same side: repeating it adds nothing. Another side or an independent body reviews it.`,
      { evidence: data.evidence, side: speaker },
    );
  return checkCapacity(data, record, context) ?? checkPersonalData(data.note);
}

export const reviewFact = (
  data: Review,
  record: ObligationRecord,
  seq: number,
  actor: Context['actor'],
): ReviewFact => ({
  seq,
  evidence: data.evidence,
  on: data.on,
  by: speakerOf(data, record, actor),
});
