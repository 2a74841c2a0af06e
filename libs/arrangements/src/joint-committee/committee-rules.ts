import { ChoiceField, choices, CountField, PlainDateField, Shape, ShapeField, TextField } from '#kernel';
import { Period } from '../final-clauses/final-clauses.js';

export const DecisionRule = choices(
  'DecisionRule',
  { CONSENSUS: 'Nobody votes against.', MAJORITY: 'More vote for than against.' },
  'How a committee decides (JCM-02).',
);
export type DecisionRule = keyof typeof DecisionRule;

@Shape('CommitteeMandate', 'What an article lets a committee decide (JCM-04).')
export class CommitteeMandate {
  @TextField({ length: 100, description: 'The article, e.g. Article 9(2)' }) article!: string;
  @TextField({ length: 500, description: 'What it may decide, in words' }) what!: string;
  @TextField({ optional: true, list: true, length: 100, description: 'Annexes that it may amend (AMD-15)' })
  annexes?: string[];
}

@Shape('CommitteeRules', 'What the text says of the joint committee, as data.')
export class CommitteeRules {
  @PlainDateField({ optional: true, description: 'Last day for the first meeting; absent: one interval after force' })
  firstMeetingBy?: string;
  @ShapeField(() => Period, { optional: true, description: 'How often it meets; absent: when it is convened' })
  meetingEvery?: Period;
  @ShapeField(() => Period, { optional: true, description: 'How long after its day a meeting is still in time' })
  grace?: Period;
  @CountField({ optional: true, min: 1, description: 'How many parties must be there; absent: each side' })
  quorum?: number;
  @ChoiceField(() => DecisionRule, { optional: true, description: 'CONSENSUS unless told' }) decidesBy?: DecisionRule;
  @ShapeField(() => CommitteeMandate, { list: true, description: 'What it may decide, article by article' })
  mandate!: CommitteeMandate[];
  @ShapeField(() => Period, { optional: true, description: 'In what time after a meeting its minutes are published' })
  minutesWithin?: Period;
  @TextField({
    list: true,
    length: 200,
    description: 'Unions and employers\u2019 organisations that have a seat by the text',
  })
  seats!: string[];
}
