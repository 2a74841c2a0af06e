import { event, FlagField, isRefusal, KeyField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { citing, doerOf, on, withRemedy } from '../case.js';
import { checkAwake, checkDoer, checkWords, doer, observer, remedyOf } from '../checks.js';
import { ActOnCase } from '../procedure/act-on-case.js';
import { idOf } from '../terms.js';

@InputType({ description: 'Another than the owner has looked whether a remedy is done.' })
export class VerifyRemedy extends ActOnCase {
  @KeyField({ description: 'The remedy' }) remedy!: string;
  @FlagField({ description: 'Whether it is done' }) isDone!: boolean;
}

export const remedyVerified = event(
  'RemedyVerified',
  VerifyRemedy,
  (d) => `Remedy ${d.remedy} was looked at: ${d.isDone ? 'done' : 'not done'}`,
  { effective: (d) => ({ from: d.on }) },
);

export const verifyRemedy = on(VerifyRemedy, {
  describes: 'Records whether a remedy is done, as another than its owner has seen it (CMP-10).',
  records: [remedyVerified],
  mandate: observer(),
  decide(data, file, context) {
    const refused =
      checkDoer(data.by, file.parties, context) ?? checkAwake(file, data.on, context) ?? checkWords(data.words);
    if (refused) return refused;
    const remedy = remedyOf(file, data.remedy);
    if (isRefusal(remedy)) return remedy;
    const by = doer(data.by, context);
    const owners = [remedy.owner.party, ...(idOf(remedy.owner) === idOf(file.respondent) ? [file.spokenForBy] : [])];
    const isOwn =
      (by.party !== undefined && owners.includes(by.party)) ||
      remedy.claims.some((claim) => claim.by.officer === by.officer && claim.by.party === by.party);
    if (isOwn)
      return refuse(
        'CMP-10',
        'VERIFICATION_REQUIRED',
        `What ${idOf(remedy.owner)} says of ${data.remedy} is a claim; another verifies it.`,
        { remedy: data.remedy, owner: idOf(remedy.owner) },
      );
    return data.on < remedy.orderedOn
      ? refuse('GEN-05', 'DATE_ORDER', `${data.remedy} was ordered on ${remedy.orderedOn}, after ${data.on}.`, {
          on: data.on,
          orderedOn: remedy.orderedOn,
        })
      : remedyVerified(data);
  },
  evolve: {
    RemedyVerified: (file, d, event) =>
      withRemedy(citing(file, event), d.remedy, (remedy) => ({
        ...remedy,
        checks: [
          ...remedy.checks,
          { seq: event.seq, on: d.on, by: doerOf(event, d.by), isDone: d.isDone, words: d.words },
        ],
      })),
  },
});
