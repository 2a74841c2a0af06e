import { actOf, before, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { ConventionField } from './convention.js';
import { on } from './party.js';

@InputType({ description: 'A state is no longer bound by a convention of the ILO.' })
export class DenounceConvention {
  @IdField('party') party!: string;
  @ConventionField() convention!: string;
  @PartialDateField({ description: 'First day on which it is no longer bound' }) on!: string;
}

export const conventionDenounced = event(
  'ConventionDenounced',
  DenounceConvention,
  (d) => `${d.convention} denounced, with effect from ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const denounceConvention = on(DenounceConvention, {
  describes: 'Records that a state is no longer bound by a convention; earlier days keep the answer that it was.',
  records: [conventionDenounced],
  mandate: actOf((data) => [data.party]),
  decide(data, party) {
    const standing = party.ratifications.find(
      ({ convention, denounced }) => convention === data.convention && !denounced,
    );
    if (!standing)
      return refuse('CLA-07', 'NOT_RATIFIED', `No ratification of ${data.convention} is on record.`, {
        convention: data.convention,
      });
    if (before(data.on, standing.on))
      return refuse('ARR-05', 'DATE_ORDER', `It ratified on ${standing.on}; it did not denounce on ${data.on}.`, {
        on: data.on,
        ratifiedOn: standing.on,
      });
    return conventionDenounced(data);
  },
  evolve: {
    ConventionDenounced: (party, { convention, on: date }, { seq }) => ({
      ...party,
      ratifications: party.ratifications.map((entry) =>
        entry.convention === convention && !entry.denounced ? { ...entry, denounced: { seq, on: date } } : entry,
      ),
    }),
  },
});
