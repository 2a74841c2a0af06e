import {
  ChoiceField,
  choices,
  event,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  registrars,
  Role,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkConcerned, checkPersonalData, readsArrangement } from './checks.js';
import { latestTerms, on } from './record.js';

export const Outcome = choices(
  'DisputeOutcome',
  {
    UPHOLDS_BEARER: 'The one bound was right: what was said against it is set aside.',
    UPHOLDS_CLAIM: 'The claim was right: it counts as a finding of breach.',
    SETTLED: 'Both sides settled it: nobody decided who was right.',
  },
  'What became of a dispute.',
);
export type Outcome = keyof typeof Outcome;

@InputType({ description: 'A dispute about a duty is over.' })
export class ResolveDispute {
  @IdField('obligation', { description: 'The duty' }) obligation!: string;
  @KeyField({ description: 'Which dispute' }) dispute!: string;
  @PlainDateField({ description: 'When it was decided or settled' }) on!: string;
  @ChoiceField(() => Outcome, { description: 'Who was right' }) outcome!: Outcome;
  @TextField({ length: 300, description: 'Who decided: the joint committee, a tribunal, both parties' }) by!: string;
}

export const disputeResolved = event(
  'DisputeResolved',
  ResolveDispute,
  ({ dispute, outcome, by }) => `Dispute ${dispute}: ${outcome.toLowerCase().replace('_', ' ')}, by ${by}`,
  { effective: (d) => ({ from: d.on }) },
);

export const resolveDispute = on(ResolveDispute, {
  describes: 'Records how a dispute ended. Nobody decides in their own case.',
  records: [disputeResolved],
  mandate: registrars(),
  reads: readsArrangement,
  decide: (data, record, context) => {
    const stranger = checkConcerned(record, context);
    if (stranger) return stranger;
    const dispute = record.facts.disputes.find(({ name }) => name === data.dispute);
    if (!dispute || dispute.resolved)
      return refuse('CMP-05', 'NO_OPEN_DISPUTE', `No dispute ${data.dispute} is open for this duty.`, {
        dispute: data.dispute,
      });
    if (data.on < dispute.on)
      return refuse(
        'CMP-05',
        'RESOLVED_BEFORE',
        `It cannot be decided on ${data.on}, before it was opened on ${dispute.on}.`,
        {
          on: data.on,
          opened: dispute.on,
        },
      );
    const { bearers, counterparties } = latestTerms(record);
    const { role, onBehalfOf: own } = context.actor;
    const gains =
      data.outcome === 'UPHOLDS_BEARER'
        ? bearers.some(({ party }) => party === own)
        : data.outcome === 'UPHOLDS_CLAIM' && counterparties.some((party) => party === own);
    if (role === Role.GOVERNMENT && gains)
      return refuse(
        'CMP-07',
        'CONFLICT_OF_INTEREST',
        `${own} is a side of the dispute: it does not record that it was right.`,
        {
          party: own!,
          outcome: data.outcome,
        },
      );
    return checkPersonalData(data.by) ?? disputeResolved(data);
  },
  evolve: {
    DisputeResolved: (record, { dispute: name, on: day, outcome }, { seq }) => ({
      ...record,
      facts: {
        ...record.facts,
        disputes: record.facts.disputes.map((dispute) =>
          dispute.name === name ? { ...dispute, resolved: { seq, on: day, outcome } } : dispute,
        ),
      },
    }),
  },
});
