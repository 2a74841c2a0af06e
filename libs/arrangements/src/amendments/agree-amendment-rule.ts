import { event, IdField, refuse, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { AmendmentRule } from './amendment-rule.js';

@InputType({ description: 'How the text says that it is amended: by all, by some for themselves, or by silence.' })
export class AgreeAmendmentRule {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => AmendmentRule, { description: 'Exactly one of its fields' }) rule!: AmendmentRule;
}

export const amendmentRuleAgreed = event(
  'AmendmentRuleAgreed',
  AgreeAmendmentRule,
  ({ rule }) => `Amendment rule: ${wording(rule)}`,
);

export const agreeAmendmentRule = on(AgreeAmendmentRule, {
  describes: 'Records the amendment rule of the text as data. It governs what is proposed while it holds (AMD-02).',
  records: [amendmentRuleAgreed],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const { majority, ...rule } = data.rule;
    const named = Object.values({ majority, ...rule }).filter((value) => value !== undefined).length;
    if (named !== 1)
      return refuse('AMD-02', 'ONE_RULE', `A text is amended by one rule; ${named} are given.`, { given: named });
    if (majority && majority.share > majority.of)
      return refuse(
        'AMD-02',
        'SHARE_TOO_LARGE',
        `A share of ${majority.share} of ${majority.of} is more than all: give e.g. share 2 of 3.`,
        { share: majority.share, of: majority.of },
      );
    return amendmentRuleAgreed(data);
  },
  evolve: {
    AmendmentRuleAgreed: (arrangement, { rule }, { seq, effective }) => ({
      ...arrangement,
      amendmentRules: [...arrangement.amendmentRules, { seq, ...effective, value: rule }],
    }),
  },
});

function wording({ acceptances, majority, tacitAcceptance }: AmendmentRule): string {
  if (acceptances) return `${acceptances.number} acceptances bring it into force for those that accepted`;
  if (majority) return `${majority.share} of ${majority.of} of the parties bring it into force for those that accepted`;
  if (tacitAcceptance)
    return `accepted when nobody objects within ${tacitAcceptance.period.count} ${tacitAcceptance.period.unit.toLowerCase()}s`;
  return 'all parties accept';
}
