import { actOf, event, IdField, PartialDateField, refuse } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { ConventionField } from './convention.js';
import { on } from './party.js';

@InputType({ description: 'A state ratified a convention of the ILO.' })
export class RatifyConvention {
  @IdField('party') party!: string;
  @ConventionField() convention!: string;
  @PartialDateField({ description: 'Day of registration of the ratification' }) on!: string;
}

export const conventionRatified = event(
  'ConventionRatified',
  RatifyConvention,
  (d) => `${d.convention} ratified on ${d.on}`,
  { effective: (d) => ({ from: d.on }) },
);

export const ratifyConvention = on(RatifyConvention, {
  describes: 'Records that a state ratified a convention of the ILO, so that clauses which refer to it can look it up.',
  records: [conventionRatified],
  mandate: actOf((data) => [data.party]),
  decide(data, party) {
    if (party.kind !== 'STATE')
      return refuse('CLA-07', 'NOT_A_STATE', 'States ratify conventions of the ILO.', { party: data.party });
    const standing = party.ratifications.find(
      ({ convention, denounced }) => convention === data.convention && !denounced,
    );
    return standing
      ? refuse('PTY-07', 'ALREADY_RECORDED', `It ratified ${data.convention} on ${standing.on}.`, { on: standing.on })
      : conventionRatified(data);
  },
  evolve: {
    ConventionRatified: (party, { convention, on: date }, { seq }) => ({
      ...party,
      ratifications: [...party.ratifications, { seq, convention, on: date }],
    }),
  },
});
