import {
  chosen,
  FlagField,
  OneOfShape,
  PartialDateField,
  refuse,
  type Refusal,
  type RuleId,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

@Shape('AppealTo', 'Who hears an appeal, and by when it must come.')
export class AppealTo {
  @TextField({ length: 300, description: 'Court, tribunal or authority' }) body!: string;
  @PartialDateField({ optional: true, description: 'Last day for it' }) lastDay?: string;
}

@OneOfShape('AppealRoute', 'Whether a decision can be contested; exactly one.')
export class AppealRoute {
  @ShapeField(() => AppealTo, { optional: true, description: 'It can, before this body' }) to?: AppealTo;
  @FlagField({ optional: true, description: 'It is final' }) none?: boolean;
  @FlagField({ optional: true, description: 'The source does not say' }) notStated?: boolean;
}

export const AppealField = () => ShapeField(() => AppealRoute, { description: 'Whether and how it can be contested' });

/** A decision that burdens says how it is contested, or that its source is silent on it. */
export const checkAppealRoute = (rule: RuleId, appeal: AppealRoute): Refusal | undefined =>
  chosen(appeal)
    ? undefined
    : refuse(
        rule,
        'APPEAL_MISSING',
        'Tell who hears an appeal in appeal.to, or appeal.none where it is final, or appeal.notStated where the source is silent.',
      );
