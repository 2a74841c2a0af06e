import { ChoiceField, choices, CountField, FlagField, OneOfShape, Shape, ShapeField } from '#kernel';
import { Period } from '../final-clauses/final-clauses.js';

@Shape('AllAccept', 'An amendment needs the acceptance of all parties.')
export class AllAccept {
  @FlagField({ description: 'true' }) unanimity!: boolean;
}

@Shape('Acceptances', 'So many acceptances bring it into force, for those that accepted.')
export class Acceptances {
  @CountField({ min: 1 }) number!: number;
}

@Shape(
  'MajorityAccepts',
  'A share of the parties brings it into force, for those that accepted: `share` of `of`, e.g. 2 of 3.',
)
export class MajorityAccepts {
  @CountField({ min: 1, description: 'E.g. 2, where two thirds are needed' }) share!: number;
  @CountField({ min: 1, description: 'E.g. 3, where two thirds are needed' }) of!: number;
}

export const ObjectionEffect = choices(
  'ObjectionEffect',
  {
    BLOCKS: 'One objection keeps it from all.',
    EXEMPTS: 'It does not bind the party that objected.',
  },
  'What an objection in time does.',
);
export type ObjectionEffect = keyof typeof ObjectionEffect;

@Shape('TacitAcceptance', 'It is accepted when nobody objects within a period after the proposal.')
export class TacitAcceptance {
  @ShapeField(() => Period) period!: Period;
  @ChoiceField(() => ObjectionEffect, { description: 'What an objection in time does' }) objection!: ObjectionEffect;
}

@OneOfShape(
  'AmendmentRule',
  'How the text says that it is amended; exactly one. Without a rule all parties accept (VCLT 40).',
)
export class AmendmentRule {
  @ShapeField(() => AllAccept, { optional: true, description: 'All parties accept' }) allAccept?: AllAccept;
  @ShapeField(() => Acceptances, { optional: true, description: 'A number of parties accepts' })
  acceptances?: Acceptances;
  @ShapeField(() => MajorityAccepts, { optional: true, description: 'A share of the parties accepts' })
  majority?: MajorityAccepts;
  @ShapeField(() => TacitAcceptance, { optional: true, description: 'Nobody objects in time' })
  tacitAcceptance?: TacitAcceptance;
}
