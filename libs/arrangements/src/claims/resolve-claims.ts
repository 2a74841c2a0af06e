import { ChoiceField, event, IdField, KeyField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { ClaimTopic } from './claim.js';
import { mattersOf } from './disputes.js';

@InputType({ description: 'Settles a disputed matter: which claim holds, and why. The others stay visible.' })
export class ResolveClaims {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => ClaimTopic) topic!: ClaimTopic;
  @TextField({ length: 200 }) about!: string;
  @KeyField({ description: 'The claim that holds' }) claim!: string;
  @TextField({ sealed: true, length: 1000 }) why!: string;
}

export const claimsResolved = event(
  'ClaimsResolved',
  ResolveClaims,
  (d) => `Settled ${d.about}: ${d.claim} holds, because ${d.why}`,
);

export const resolveClaims = on(ResolveClaims, {
  describes: 'Settles a matter on which sources disagree, with the reason (GEN-07).',
  records: [claimsResolved],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const matter = mattersOf(arrangement).find(
      (candidate) => candidate.topic === data.topic && candidate.about === data.about,
    );
    if (!matter?.disputed)
      return refuse('GEN-07', 'NOT_DISPUTED', `Nothing is disputed about ${data.about}.`, {
        topic: data.topic,
        about: data.about,
      });
    const claims = matter.claims.map((claim) => claim.claim);
    if (!claims.includes(data.claim))
      return refuse('GEN-07', 'UNKNOWN_CLAIM', `${data.claim} is none of the claims: ${claims.join(', ')}.`, {
        claim: data.claim,
        claims,
      });
    return claimsResolved(data);
  },
  evolve: {
    ClaimsResolved: (arrangement, { arrangement: _, ...resolution }, { seq }) => ({
      ...arrangement,
      resolutions: [...arrangement.resolutions, { ...resolution, seq }],
    }),
  },
});
