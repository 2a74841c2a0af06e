import {
  addsOptional,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { decisionOf } from '../joint-committee/committee.js';
import { AmendmentChange } from './amendment.js';
import { checkAmendment } from './propose-amendment.js';

@InputType({ description: 'The joint committee amends an annex that the text has given to it (AMD-15).' })
export class AmendAnnex {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the amendment within the arrangement' }) amendment!: string;
  @KeyField({ description: 'Number of the decision by which it is amended' }) decision!: string;
  @TextField({ length: 100, description: 'The annex, as the mandate names it' }) annex!: string;
  @TextField({ length: 1000, description: 'What it does, in words' }) what!: string;
  @PartialDateField({ optional: true, description: 'Earliest day on which it applies; absent: that of the decision' })
  appliesFrom?: string;
  @ShapeField(() => AmendmentChange, { list: true, description: 'Clauses of the annex that it changes' })
  changes!: AmendmentChange[];
}

export const annexAmended = event(
  'AnnexAmended',
  AmendAnnex,
  (d) => `${d.annex} amended by decision ${d.decision} of the joint committee: ${d.what}`,
  { upcasts: [addsOptional] },
);

export const amendAnnex = on(AmendAnnex, {
  describes:
    'Records that the joint committee amended an annex of its mandate; no party has to accept it (AMD-02, AMD-15).',
  records: [annexAmended],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const decision = decisionOf(arrangement, data.decision);
    if (!decision)
      return refuse('AMD-15', 'UNKNOWN_DECISION', `No decision ${data.decision} is on record: record it first.`, {
        decision: data.decision,
      });
    if (!decision.annexes.includes(data.annex))
      return refuse(
        'AMD-15',
        'OUTSIDE_COMMITTEE_MANDATE',
        `${decision.article} gives the committee ${decision.annexes.join(', ') || 'no annex'} to amend, not ${data.annex}: that takes an amendment by the parties.`,
        { annex: data.annex, annexes: decision.annexes, article: decision.article },
      );
    const main = data.changes.findIndex((change) => change.term ?? change.titles ?? change.scope);
    if (main >= 0)
      return refuse(
        'AMD-15',
        'OUTSIDE_COMMITTEE_MANDATE',
        `Change ${main + 1} moves the text itself, not an annex: that takes an amendment by the parties.`,
        { change: main + 1 },
      );
    return checkAmendment({ ...data, type: 'AMEND', on: decision.effectiveOn }, arrangement) ?? annexAmended(data);
  },
  evolve: {
    AnnexAmended: (arrangement, { arrangement: _, decision: number, annex, ...amendment }, { seq }) => {
      const decision = decisionOf(arrangement, number);
      return {
        ...arrangement,
        amendments: [
          ...arrangement.amendments,
          {
            ...amendment,
            seq,
            type: 'AMEND',
            on: decision?.effectiveOn,
            consents: [],
            objections: [],
            notices: [],
            reported: false,
            committee: { annex, decision: number, because: decision ? [decision.seq] : [] },
          },
        ],
      };
    },
  },
});
