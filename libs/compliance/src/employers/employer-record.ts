import { masked, MaskedCount, maskedParts } from '#kernel';
import { Field, ObjectType } from '@nestjs/graphql';
import type { FindingCounts } from './employer-record.handler.js';

@ObjectType({
  description:
    'How many findings stand against an employer, beside others of its country and sectors, none of them named.',
})
export class EmployerRecord {
  @Field(() => MaskedCount, { description: 'Confirmed findings against it that stand on the day asked about' })
  findings!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Other employers registered there in any of its sectors' })
  peers!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Of those, with such a finding' }) peersWithFindings!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Findings against them in all' }) peerFindings!: MaskedCount;
}

/** IND-03: the public sees no small number, and none that would tell one. */
export function recordOf(
  { own, peers, peersWithFindings, peerFindings }: FindingCounts,
  isPublic: boolean,
): EmployerRecord {
  // Those with and those without make up all: a small part on either side hides both.
  const [withFindings] = maskedParts([peersWithFindings, peers - peersWithFindings], isPublic);
  return {
    findings: masked(own, isPublic),
    peers: masked(peers, isPublic),
    peersWithFindings: withFindings!,
    peerFindings: withFindings!.masked ? { count: null, masked: true } : masked(peerFindings, isPublic),
  };
}
