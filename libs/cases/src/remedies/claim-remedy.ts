import { event, isRefusal, KeyField, refuse, Role } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on, withRemedy } from '../case.js';
import { checkDay, checkSpokesman, checkWords, remedyOf } from '../checks.js';
import { ActOnCase } from '../procedure/act-on-case.js';
import { idOf } from '../terms.js';

@InputType({ description: 'The owner of a remedy says that it is done.' })
export class ClaimRemedy extends ActOnCase {
  @KeyField({ description: 'The remedy' }) remedy!: string;
}

export const remedyClaimed = event(
  'RemedyClaimed',
  ClaimRemedy,
  (d) => `Remedy ${d.remedy} is said to be done; nobody else has verified it`,
  { effective: (d) => ({ from: d.on }) },
);

/** CMP-10: what the owner says is a claim. */
export const claimRemedy = on(ClaimRemedy, {
  describes: 'Says that what had to be mended is mended. It counts as done when another has verified it.',
  records: [remedyClaimed],
  mandate: { roles: [Role.EMPLOYER, Role.GOVERNMENT, Role.SECRETARIAT] },
  decide(data, file, context) {
    const refused = checkDay(data.on, file.openedOn, context) ?? checkWords(data.words);
    if (refused) return refused;
    const remedy = remedyOf(file, data.remedy);
    if (isRefusal(remedy)) return remedy;
    const isOther = idOf(remedy.owner) !== idOf(file.respondent);
    const unmandated =
      isOther && context.actor.onBehalfOf === remedy.owner.party && remedy.owner.party !== undefined
        ? undefined
        : checkSpokesman(file, context);
    if (unmandated) return unmandated;
    return data.on < remedy.orderedOn
      ? refuse('GEN-05', 'DATE_ORDER', `${data.remedy} was ordered on ${remedy.orderedOn}, after ${data.on}.`, {
          on: data.on,
          orderedOn: remedy.orderedOn,
        })
      : remedyClaimed(data);
  },
  evolve: {
    RemedyClaimed: (file, d, event) =>
      withRemedy(citing(file, event), d.remedy, (remedy) => ({
        ...remedy,
        claims: [...remedy.claims, { seq: event.seq, on: d.on, by: doerOf(event, d.by), words: d.words }],
      })),
  },
});
