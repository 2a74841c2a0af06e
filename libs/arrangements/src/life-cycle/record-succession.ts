import {
  addsOptional,
  ChoiceField,
  type Context,
  type Decider,
  event,
  IdField,
  latest,
  PartialDateField,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, checkOwn, on } from '../arrangement.js';
import { SuccessionKind, TransitionRule } from './life-cycle.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({ description: 'The arrangement comes after an earlier one, registered here or not.' })
export class RecordSuccession {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => SuccessionKind) kind!: SuccessionKind;
  @IdField('arrangement', { optional: true, description: 'The earlier arrangement, where it is registered' })
  predecessor?: string;
  @TextField({ sealed: true, length: 500, description: 'The earlier arrangement in words' }) description!: string;
  @PartialDateField({ optional: true }) on?: string;
  @ShapeField(() => TransitionRule, {
    optional: true,
    description: 'Of a replacement: what becomes of open quotas, training and complaints',
  })
  transition?: TransitionRule;
}

export const successionRecorded = event(
  'SuccessionRecorded',
  RecordSuccession,
  (d) => `${d.kind === 'REPLACES' ? 'Replaces' : 'Follows'} ${d.predecessor ?? d.description}`,
  { upcasts: [addsOptional] },
);

export const recordSuccession = on(RecordSuccession, {
  describes: 'Links the arrangement to the one before it (ARR-22, ARR-23).',
  records: [successionRecorded],
  mandate: registrars(),
  reads: ({ predecessor }) => (predecessor ? [predecessor] : []),
  decide: (data, arrangement, context) =>
    checkOwn(arrangement, context) ?? checkPredecessor(data, context) ?? successionRecorded(data),
  evolve: {
    SuccessionRecorded: (arrangement, { arrangement: _, ...link }, { seq }) => ({
      ...arrangement,
      succession: [...arrangement.succession, { ...link, seq }],
    }),
  },
});

/** ARR-22 and ARR-23: what is replaced is another arrangement, which ends on that day; and its open matters are settled. */
function checkPredecessor(data: RecordSuccession, context: Context): Refusal | undefined {
  const { arrangement, kind, predecessor, on: day, transition } = data;
  if (predecessor === arrangement)
    return refuse('ARR-22', 'SUCCEEDS_ITSELF', 'An arrangement cannot succeed itself.', { predecessor });
  // Read through the context, because the decider's table names this command.
  const earlier = predecessor && context.other({ name: 'arrangement' } as Decider<Arrangement>, predecessor);
  if (predecessor && !earlier)
    return refuse(
      'ARR-23',
      'UNKNOWN_ARRANGEMENT',
      `${predecessor} is not registered: register it first, or say in description what came before.`,
      { predecessor },
    );
  if (kind !== 'REPLACES') return undefined;
  const missing = [...(day === undefined ? ['on'] : []), ...(transition === undefined ? ['transition'] : [])];
  if (missing.length > 0)
    return refuse(
      'ARR-23',
      'REPLACEMENT_INCOMPLETE',
      `A replacement says from when, and what becomes of open quotas, training and complaints; missing: ${missing.join(', ')}. What no source tells is NOT_STATED.`,
      { missing },
    );
  if (!earlier) return undefined;
  const { status } = legalStatusOn(earlier, latest(day!));
  return isEnd(status)
    ? undefined
    : refuse(
        'ARR-23',
        'REPLACED_STILL_STANDS',
        `${predecessor} would stand beside what replaces it: on ${day} it is ${status.toLowerCase().replaceAll('_', ' ')}. Record its end with endArrangement, ground REPLACEMENT, first.`,
        { predecessor: predecessor!, on: day!, status },
      );
}
