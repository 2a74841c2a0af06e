import { CountField, event, IdField, PlainDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkParty } from './check-quota.js';
import { on } from './quota.js';

@InputType({ description: 'The frozen result of a closed quota was counted wrongly, by so many.' })
export class AdjustResult {
  @IdField('quota') quota!: string;
  @CountField({
    min: -2_147_483_647,
    description: 'How many more were admitted than the result says, or fewer if negative',
  })
  change!: number;
  @PlainDateField({ description: 'The day on which it was found' }) on!: string;
  @TextField({ sealed: true, length: 1000, description: 'Why' }) reason!: string;
}

export const resultAdjusted = event(
  'ResultAdjusted',
  AdjustResult,
  (d) => `The result after the close is ${d.change < 0 ? d.change : `+${d.change}`}`,
  { effective: (d) => ({ from: d.on }) },
);

export const adjustResult = on(AdjustResult, {
  describes: 'Corrects the result of a closed quota; the frozen one stays visible beside it (QUO-19).',
  records: [resultAdjusted],
  mandate: registrars(),
  reads: (_, quota) => [quota.arrangement],
  decide: (data, quota, context) =>
    checkParty(quota, context) ??
    (quota.closed
      ? resultAdjusted(data)
      : refuse('QUO-19', 'NOT_CLOSED', 'The quota is still open: correct the admission itself (provenance.corrects).')),
  evolve: {
    ResultAdjusted: (quota, { change, on: day, reason }, { seq }) => ({
      ...quota,
      adjustments: [...quota.adjustments, { seq, change, on: day, reason }],
    }),
  },
});
