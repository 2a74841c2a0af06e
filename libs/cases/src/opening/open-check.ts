import { ClauseCode } from '#arrangements';
import { ChoiceField, event, IdField, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { opens } from '../case.js';
import { checkDoer, made, observer } from '../checks.js';
import { CheckPrompt, idOf, Official } from '../terms.js';
import {
  checkOpening,
  CodesField,
  newCase,
  Opening,
  PartiesField,
  readByOpening,
  SpokenForField,
  workOut,
} from './opening.js';

@InputType({ description: 'A check that someone begins without a complaint.' })
export class OpenCheck extends Opening {
  @ChoiceField(() => CheckPrompt, { description: 'What it was begun for' }) prompt!: CheckPrompt;
  @IdField('case', { optional: true, description: 'The case that it came from' }) linkedTo?: string;
  @IdField('sample', { optional: true, description: 'The sample that drew it' }) sample?: string;
  @ShapeField(() => Official, { optional: true, description: 'Who checks; absent: whoever records it' }) by?: Official;
}

@InputType({ isAbstract: true })
export class CheckOpened extends OpenCheck {
  @CodesField() codes!: ClauseCode[];
  @PartiesField() parties!: string[];
  @SpokenForField() spokenForBy?: string;
}

export const checkOpened = event(
  'CheckOpened',
  CheckOpened,
  (d) =>
    `Check of ${idOf(d.respondent)} begun on ${d.codes.join(', ')}, ${d.arrangement}: ${d.prompt.toLowerCase().replaceAll('_', ' ')}`,
  { effective: (d) => ({ from: d.on }) },
);

/** CMP-15: ratings and other signals can begin a check; what it finds stands on its own. */
export const openCheck = opens(OpenCheck, {
  describes: 'Begins a check: as planned, by lot, on a signal or disclosure, or out of another case.',
  records: [checkOpened],
  mandate: observer(),
  reads: readByOpening,
  decide(data, _, context) {
    const refused = checkOpening(data, context);
    if (refused) return refused;
    const worked = workOut(data, context);
    return checkDoer(data.by, worked.parties, context) ?? checkOpened(made(CheckOpened, data, worked));
  },
  evolve: {
    CheckOpened: (_, d, event) => ({
      ...newCase('CHECK', d, event),
      prompt: d.prompt,
      linkedTo: d.linkedTo,
      sample: d.sample,
    }),
  },
});
