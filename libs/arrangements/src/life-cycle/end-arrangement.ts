import {
  before,
  ChoiceField,
  earliest,
  event,
  IdField,
  PartialDateField,
  refuse,
  registrars,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { byDate } from '../acts/act.js';
import { checkOwn, on } from '../arrangement.js';
import { isDisputed } from '../claims/disputes.js';
import { EndGround } from './life-cycle.js';
import { dayBefore } from './days.js';
import { isEnd, legalStatusOn } from './timeline.js';

@InputType({
  description:
    'The arrangement ended: by agreement, by expiry that a source states, by replacement or by completion. One side that leaves denounces it instead.',
})
export class EndArrangement {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => EndGround) ground!: EndGround;
  @PartialDateField({ description: 'First day on which it no longer holds' }) on!: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const arrangementEnded = event(
  'ArrangementEnded',
  EndArrangement,
  (d) => `Ended on ${d.on}: ${d.ground.toLowerCase()}`,
  { effective: (d) => ({ from: d.on }) },
);

export const endArrangement = on(EndArrangement, {
  describes: 'Records the end of the arrangement, with its ground. It is final (ARR-22).',
  records: [arrangementEnded],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    if (isDisputed(arrangement, 'END'))
      return refuse('GEN-07', 'CONFLICT_UNRESOLVED', 'Sources disagree on the end: resolve the dispute first.', {
        topic: 'END',
      });
    const earlier = arrangement.ends[0];
    if (earlier)
      return refuse(
        'ARR-22',
        'ENDED_IS_FINAL',
        `It already ended on ${earlier.on}. A source that says otherwise is recorded with recordClaim.`,
        { on: earlier.on },
      );
    // The end may be stated of the very day that the term gives, and not of a later one.
    const { status, from } = legalStatusOn(arrangement, dayBefore(earliest(data.on)));
    if (isEnd(status))
      return refuse(
        'ARR-22',
        'ENDED_IS_FINAL',
        `It already ended on ${from}. A source that says otherwise is recorded with recordClaim.`,
        { on: from },
      );
    const signature = arrangement.acts.filter((act) => act.kind === 'SIGNATURE').sort(byDate)[0];
    if (signature && before(data.on, signature.on))
      return refuse('ARR-05', 'DATE_ORDER', `It cannot end on ${data.on}, before it was signed on ${signature.on}.`, {
        on: data.on,
        signature: signature.on,
      });
    return arrangementEnded(data);
  },
  evolve: {
    ArrangementEnded: (arrangement, { arrangement: _, ...end }, { seq }) => ({
      ...arrangement,
      ends: [...arrangement.ends, { ...end, seq }],
    }),
  },
});
