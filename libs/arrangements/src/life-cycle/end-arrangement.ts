import { before, ChoiceField, event, IdField, PartialDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { EndGround } from './life-cycle.js';

@InputType({ description: 'The arrangement ended: by agreement, by expiry that a source states, by replacement or by completion. One side that leaves denounces it instead.' })
export class EndArrangement {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => EndGround) ground!: EndGround;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ optional: true, length: 1000 }) note?: string;
}

export const arrangementEnded = event('ArrangementEnded', EndArrangement, (d) => `Ended on ${d.on}: ${d.ground.toLowerCase()}`, { effective: (d) => ({ from: d.on }) });

export const endArrangement = on(EndArrangement, {
  describes: 'Records the end of the arrangement, with its ground. It is final (ARR-22).',
  records: [arrangementEnded],
  mandate: registrars(),
  decide(data, arrangement) {
    const earlier = arrangement.ends[0];
    if (earlier) return refuse('ARR-22', 'ENDED_IS_FINAL', `It already ended on ${earlier.on}. A source that says otherwise is recorded with recordClaim.`, { on: earlier.on });
    const signature = arrangement.acts.find((act) => act.kind === 'SIGNATURE' && before(data.on, act.on));
    if (signature) return refuse('ARR-05', 'DATE_ORDER', `It cannot end on ${data.on}, before it was signed on ${signature.on}.`, { on: data.on, signature: signature.on });
    return arrangementEnded(data);
  },
  evolve: { ArrangementEnded: (arrangement, { arrangement: _, ...end }, { seq }) => ({ ...arrangement, ends: [...arrangement.ends, { ...end, seq }] }) },
});
