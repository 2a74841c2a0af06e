import { anySpeaker, event, IdField, PartialDateField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from './demand.js';
import { checkOwn, checkStands } from './revise-demand.js';

@InputType({ description: 'A demand is no longer upheld.' })
export class WithdrawDemand {
  @IdField('demand', { description: 'The demand' }) demand!: string;
  @PartialDateField({ description: 'Since when' }) on!: string;
  @TextField({ sealed: true, length: 1000 }) why!: string;
}

export const demandWithdrawn = event(
  'DemandWithdrawn',
  WithdrawDemand,
  (d) => `Demand withdrawn from ${d.on}, because ${d.why}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawDemand = on(WithdrawDemand, {
  describes: 'Records that a demand for skills is no longer upheld, with the reason.',
  records: [demandWithdrawn],
  mandate: anySpeaker,
  decide: (data, demand, context) => checkStands(demand) ?? checkOwn(demand, context) ?? demandWithdrawn(data),
  evolve: {
    DemandWithdrawn: (demand, { on: day, why }, { seq }) => ({ ...demand, withdrawn: { seq, on: day, why } }),
  },
});
