import { event, IdField, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { CommitteeRules } from './committee-rules.js';

@InputType({
  description: 'What the text says of the joint committee: when it meets, what it may decide, who has a seat.',
})
export class AgreeCommitteeRules {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => CommitteeRules, { description: 'The rules as data' }) rules!: CommitteeRules;
}

export const committeeRulesAgreed = event(
  'CommitteeRulesAgreed',
  AgreeCommitteeRules,
  ({ rules: { mandate, meetingEvery: every } }) =>
    `The joint committee meets ${every ? `every ${every.count} ${every.unit.toLowerCase()}s` : 'when it is convened'}; mandate under ${mandate.map(({ article }) => article).join(', ') || 'no article'}`,
);

export const agreeCommitteeRules = on(AgreeCommitteeRules, {
  describes: 'Records the rules of the joint committee as data, so that due meetings and its mandate can be told.',
  records: [committeeRulesAgreed],
  mandate: registrars(),
  decide: (data, arrangement, context) => checkOwn(arrangement, context) ?? committeeRulesAgreed(data),
  evolve: {
    CommitteeRulesAgreed: (arrangement, { rules }, { seq, effective }) => ({
      ...arrangement,
      committeeRules: [...arrangement.committeeRules, { seq, ...effective, value: rules }],
    }),
  },
});
