import { ChoiceField, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { SuccessionKind } from './life-cycle.js';

@InputType({ description: 'The arrangement comes after an earlier one, registered here or not.' })
export class RecordSuccession {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => SuccessionKind) kind!: SuccessionKind;
  @IdField('arrangement', { optional: true, description: 'The earlier arrangement, where it is registered' })
  predecessor?: string;
  @TextField({ sealed: true, length: 500, description: 'The earlier arrangement in words' }) description!: string;
  @PartialDateField({ optional: true }) on?: string;
}

export const successionRecorded = event(
  'SuccessionRecorded',
  RecordSuccession,
  (d) => `${d.kind === 'REPLACES' ? 'Replaces' : 'Follows'} ${d.predecessor ?? d.description}`,
);

export const recordSuccession = on(RecordSuccession, {
  describes: 'Links the arrangement to the one before it (ARR-22, ARR-23).',
  records: [successionRecorded],
  mandate: registrars(),
  decide: (data, arrangement, context) =>
    checkOwn(arrangement, context) ??
    (data.predecessor === data.arrangement
      ? refuse('ARR-22', 'SUCCEEDS_ITSELF', 'An arrangement cannot succeed itself.', { predecessor: data.predecessor })
      : successionRecorded(data)),
  evolve: {
    SuccessionRecorded: (arrangement, { arrangement: _, ...link }, { seq }) => ({
      ...arrangement,
      succession: [...arrangement.succession, { ...link, seq }],
    }),
  },
});
