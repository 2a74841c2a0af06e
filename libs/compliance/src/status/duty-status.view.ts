import { ClauseCode } from '#arrangements';
import { AsOfUsed, PlainDateScalar } from '#kernel';
import { AbsentKind, Contest, explain, type Explanation, Headline, Performance, Verification } from '#rights';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { BEGINNING, FOR_EVER, type StatusRow } from './status-rows.js';

@ObjectType('MissingRecord', { description: 'What is not on record, on which a status rests as well.' })
export class MissingRecordView {
  @Field(() => AbsentKind, { description: 'What would have to be recorded' }) of!: AbsentKind;
  @Field({ description: 'Of which occurrence; empty: of the duty as a whole' }) occurrence!: string;
  @Field({ description: 'The rule that looked for it, as a sentence' }) says!: string;
}

/** What an explanation did not find on record, each once. */
export function missingIn(explanation: Explanation, size: number): MissingRecordView[] {
  const found = new Map<string, MissingRecordView>();
  const walk = (step: Explanation): void => {
    for (const { of, occurrence } of step.absent) {
      const key = `${of} ${occurrence}`;
      if (!found.has(key)) found.set(key, { of, occurrence, says: explain(step, size) });
    }
    step.children.forEach(walk);
  };
  walk(explanation);
  return [...found.values()];
}

@ObjectType('DutyStatus', {
  description:
    'One occurrence of a duty with its status, and for how long it has it. Why: explanation, evidence, missing.',
})
export class DutyStatusView {
  @Field(() => ID, { description: 'The duty and its occurrence' }) id!: string;
  @Field(() => ID, { description: 'The duty' }) obligationId!: string;
  @Field({ description: 'Key of the occurrence: once, its period, or what set it going' }) occurrence!: string;
  @Field(() => ID, { description: 'The arrangement whose clause it is' }) arrangementId!: string;
  @Field(() => ID, { description: 'Name of the clause within the arrangement' }) clauseId!: string;
  @Field(() => ClauseCode, { nullable: true, description: 'Matter of the clause; null: it is not coded' })
  code?: ClauseCode;
  @Field(() => PlainDateScalar, {
    nullable: true,
    description: 'With extensions and suspensions; null: the text leaves it open, or the clock stands still',
  })
  dueOn?: string;
  @Field(() => Headline, { description: 'The one word for it' }) headline!: Headline;
  @Field(() => Performance, { description: 'Whether it was done' }) performance!: Performance;
  @Field(() => Int, { nullable: true, description: 'Of what was done late: by how many days' }) late?: number;
  @Field(() => Verification, { description: 'How well that is proved' }) verification!: Verification;
  @Field(() => Contest, { description: 'Whether it is disputed or released' }) contest!: Contest;
  @Field({ description: 'The clock stands still' }) suspended!: boolean;
  @Field(() => PlainDateScalar, { nullable: true, description: 'First day of this status; null: from the beginning' })
  since?: string;
  @Field(() => PlainDateScalar, {
    nullable: true,
    description: 'First day on which it is another one if nothing else is recorded; null: for ever',
  })
  until?: string;
  @Field({ description: 'Version of the evaluator' }) evaluator!: string;
  @Field({ description: 'SHA-256 of the explanation (RFC 8785): recompute it, and compare' }) digest!: string;
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** A row with what is told of its duty. */
export interface FoundStatus extends StatusRow {
  id: string;
  arrangement: string;
  clause: string;
  code: ClauseCode | null;
}

export const viewDutyStatus = (row: FoundStatus, asOf: AsOfUsed): DutyStatusView => ({
  id: `${row.id}~${row.occurrence}`,
  obligationId: row.id,
  occurrence: row.occurrence,
  arrangementId: row.arrangement,
  clauseId: row.clause,
  code: row.code ?? undefined,
  dueOn: row.due ?? undefined,
  headline: row.headline,
  performance: row.performance,
  late: row.late ?? undefined,
  verification: row.verification,
  contest: row.contest,
  suspended: row.suspended,
  since: row.at_from === BEGINNING ? undefined : row.at_from,
  until: row.at_to === FOR_EVER ? undefined : row.at_to,
  evaluator: row.evaluator,
  digest: row.explanation,
  asOf,
});
