import {
  anySpeaker,
  checkAmong,
  type Context,
  CountField,
  event,
  IdField,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { QualifierField } from '../terms.js';
import { type Demand, on } from './demand.js';

@InputType({ description: 'Another number for the same demand; the numbers before stay visible.' })
export class ReviseDemand {
  @IdField('demand', { description: 'The demand' }) demand!: string;
  @CountField({ description: 'How many persons; 0: nobody any more' }) number!: number;
  @QualifierField() qualifier?: Qualifier;
  @PartialDateField({ optional: true, description: 'Since when; absent: from the first' }) from?: string;
  @TextField({ sealed: true, length: 1000 }) why!: string;
}

export const demandRevised = event(
  'DemandRevised',
  ReviseDemand,
  (d) => `Demand set to ${d.number}${d.from ? ` from ${d.from}` : ''}, because ${d.why}`,
  { effective: (d) => ({ from: d.from }) },
);

export const reviseDemand = on(ReviseDemand, {
  describes: 'Records another number for a demand for skills, with the reason.',
  records: [demandRevised],
  mandate: anySpeaker,
  decide: (data, demand, context) => checkStands(demand) ?? checkOwn(demand, context) ?? demandRevised(data),
  evolve: {
    DemandRevised: (demand, { from, number, qualifier, why }, { seq }) => ({
      ...demand,
      numbers: [...demand.numbers, { seq, from, value: { number, qualifier, why } }],
    }),
  },
});

export const checkStands = ({ withdrawn }: Demand): Refusal | undefined =>
  withdrawn &&
  refuse('GEN-02', 'WITHDRAWN', `The demand was withdrawn on ${withdrawn.on}: state a new one.`, { on: withdrawn.on });

/** GEN-09: a government speaks on demand in its own country, or on people from it. */
export const checkOwn = ({ destination, origin }: Demand, { actor }: Context): Refusal | undefined =>
  checkAmong(actor, [destination, ...(origin === undefined ? [] : [origin])]);
