import { arrangementDecider } from '#arrangements';
import { ChoiceField, choices, event, refuse, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkDoer, checkMove, checkUnbiased, checkWords, doer } from '../checks.js';
import { inadmissible } from '../opening/file-complaint.js';
import { homeOf } from '../opening/opening.js';
import { idOf, InadmissibleGround } from '../terms.js';
import { ActOnCase } from './act-on-case.js';

export const Admissibility = choices(
  'Admissibility',
  {
    ADMISSIBLE: 'The complaint is taken up.',
    INADMISSIBLE: 'It is not, or is passed on to another body.',
  },
  'Whether a complaint is taken up (CMP-04).',
);
export type Admissibility = keyof typeof Admissibility;

@InputType({ description: 'Whether a complaint is taken up.' })
export class DecideAdmissibility extends ActOnCase {
  @ChoiceField(() => Admissibility, { description: 'Taken up or not' }) outcome!: Admissibility;
  @ChoiceField(() => InadmissibleGround, { optional: true, description: 'Why it is not taken up' })
  ground?: InadmissibleGround;
  @TextField({ optional: true, length: 300, description: 'The body to which it is passed on' }) referredTo?: string;
}

export const admissibilityDecided = event(
  'AdmissibilityDecided',
  DecideAdmissibility,
  (d) =>
    d.outcome === 'ADMISSIBLE'
      ? 'The complaint is taken up'
      : `The complaint is not taken up: ${d.ground?.toLowerCase().replaceAll('_', ' ')}${d.referredTo ? `; passed on to ${d.referredTo}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const decideAdmissibility = on(DecideAdmissibility, {
  describes:
    'Decides whether a complaint is taken up. After its limit it is deemed so, and this comes too late (CMP-04).',
  records: [admissibilityDecided],
  mandate: authority(),
  reads: (_, { arrangement, respondent }) => [arrangement, idOf(respondent)],
  decide(data, file, context) {
    const refused =
      checkDoer(data.by, file.parties, context) ??
      checkMove(file, data.outcome === 'ADMISSIBLE' ? 'ADMIT' : 'REJECT', data.on, context) ??
      checkUnbiased(file, [], doer(data.by, context)) ??
      checkWords(data.words, data.referredTo);
    if (refused) return refused;
    if (data.outcome === 'INADMISSIBLE')
      return data.ground
        ? admissibilityDecided(data)
        : refuse('CMP-01', 'GROUND_MISSING', 'Say why the complaint is not taken up.', {});
    const arrangement = context.other(arrangementDecider, file.arrangement);
    const ground = arrangement && inadmissible(file, arrangement, homeOf(file, context));
    return ground
      ? refuse(
          'CMP-01',
          ground,
          ground === 'CLAUSE_NOT_APPLICABLE'
            ? `None of ${file.clauses.join(', ')} was owed at the time of the facts: refer the complaint, with this reason.`
            : `${idOf(file.respondent)} bears none of ${file.clauses.join(', ')}: refer the complaint, with this reason.`,
          { clauses: file.clauses, respondent: idOf(file.respondent) },
        )
      : admissibilityDecided(data);
  },
  evolve: {
    AdmissibilityDecided: (file, { on: day, outcome, ground, referredTo, words, by }, event) => {
      const act = { seq: event.seq, on: day, by: doerOf(event, by) };
      return withStep(
        file,
        event,
        outcome === 'ADMISSIBLE'
          ? { ...act, move: 'ADMIT' }
          : { ...act, move: 'REJECT', ground: ground!, referredTo, words },
      );
    },
  },
});
