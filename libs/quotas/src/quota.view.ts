import {
  AsOfUsed,
  choices,
  EvidenceView,
  Node,
  PartialDateScalar,
  PlainDateScalar,
  Qualifier,
  type Stated,
  type Subject,
  Witness,
} from '#kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { isDisputed, missingIn, numberOn, phaseOn, type Quota, QuotaPhase, type SetNumber } from './quota.js';
import { AgreedTerms } from './scopes/agreed-terms.js';
import {
  FigureKind,
  FigureNumber,
  QuotaGround,
  QuotaKind,
  QuotaNumber,
  QuotaPeriod,
  QuotaScope,
  QuotaUnit,
} from './terms.js';

export const ConditionState = choices('ConditionState', {
  AWAITED: 'Nobody has found yet whether it is met.',
  MET: 'Found to be met; the number counts.',
  NOT_MET: 'Found not to be met; the number never counts.',
});
export type ConditionState = keyof typeof ConditionState;

@ObjectType('QuotaCondition', { description: 'On what a number depends (QUO-12).' })
export class QuotaConditionView {
  @Field() text!: string;
  @Field(() => ConditionState) state!: ConditionState;
  @Field(() => String, { nullable: true, description: 'Who found so' }) by?: string;
  @Field(() => PartialDateScalar, { nullable: true }) on?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('QuotaSetting', { description: 'A number as one act set it.' })
export class QuotaSettingView {
  @Field(() => String, { nullable: true, description: 'Name of the revision; null: the first number' })
  revision?: string;
  @Field(() => QuotaNumber) number!: QuotaNumber;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => String, { nullable: true, description: 'The act that sets it' }) act?: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when; null: since the period began' })
  from?: string;
  @Field(() => QuotaConditionView, { nullable: true }) condition?: QuotaConditionView;
  @Field({ description: 'It is the number that counts on the day asked about' }) counts!: boolean;
  @Field(() => String, { nullable: true, description: 'The rule for places already taken' }) transition?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('QuotaFigure', { description: 'A number that was observed. Stock and flow are never added (QUO-18).' })
export class QuotaFigureView {
  @Field(() => FigureKind) kind!: FigureKind;
  @Field(() => FigureNumber) number!: FigureNumber;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => QuotaUnit) unit!: QuotaUnit;
  @Field(() => QuotaPeriod) period!: QuotaPeriod;
  @Field(() => String, { nullable: true, description: 'Whom it counts; null: the same as the quota' }) scope?: string;
  @Field({ description: 'Another figure on the same matter excludes this one (GEN-07)' }) disputed!: boolean;
  @Field(() => String, { nullable: true, description: 'Why it was reported after the close (QUO-19)' })
  adjustment?: string;
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('CarriedOver', { description: 'Places that the period before left over.' })
export class CarriedOverView {
  @Field(() => ID, { description: 'The quota of the period before' }) from!: string;
  @Field(() => Int) number!: number;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Last day of their use; null: as long as the quota' })
  lastDay?: string;
  @Field(() => String, { nullable: true, description: 'The act that lets them pass; null: the periods adjoin' })
  act?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Reallocation', { description: 'Free places that were moved from one part of a quota to another.' })
export class ReallocationView {
  @Field(() => ID) from!: string;
  @Field(() => ID) to!: string;
  @Field(() => Int) number!: number;
  @Field(() => PartialDateScalar) on!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('ResultAdjustment', { description: 'A correction of the frozen result of a closed quota.' })
export class AdjustmentView {
  @Field(() => Int, { description: 'So many more were admitted, or fewer if negative' }) change!: number;
  @Field(() => PlainDateScalar) on!: string;
  @Field() reason!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Quota', {
  implements: () => [Node],
  description: 'Numbers of one arrangement, scope and period: what was set in advance, and what was observed.',
})
export class QuotaView extends Node {
  @Field(() => ID) arrangementId!: string;
  @Field(() => QuotaKind, { nullable: true, description: 'null: nothing was set, figures only are reported' })
  kind?: QuotaKind;
  @Field(() => QuotaUnit) unit!: QuotaUnit;
  @Field(() => QuotaGround, { nullable: true }) ground?: QuotaGround;
  @Field(() => QuotaPeriod, { nullable: true, description: 'null for a series of figures, of which each has its own' })
  period?: QuotaPeriod;
  @Field(() => QuotaScope) scope!: QuotaScope;

  @Field(() => QuotaNumber, {
    nullable: true,
    description: 'The number that counts on the day asked about; null: none is set, or its condition is not confirmed',
  })
  number?: QuotaNumber;

  @Field(() => Qualifier, { nullable: true }) qualifier?: Qualifier;
  @Field(() => QuotaPhase, { nullable: true, description: 'On the day asked about' }) phase?: QuotaPhase;
  @Field(() => [QuotaSettingView], { description: 'Every number that was set, in the order of record' })
  settings!: QuotaSettingView[];
  @Field(() => [QuotaFigureView], { description: 'Every number that was observed, in the order of record' })
  figures!: QuotaFigureView[];
  @Field(() => PartialDateScalar, { nullable: true }) closedOn?: string;
  @Field(() => [String], { description: 'What a quota ought to state and its source does not (QUO-01)' })
  missing!: string[];
  @Field(() => String, { nullable: true }) note?: string;
  @Field(() => [EvidenceView], { description: 'The opening, the number that counts, and the close' })
  evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  @Field(() => AgreedTerms, { description: 'What the text allows beside the numbers' }) terms!: AgreedTerms;
  @Field(() => [CarriedOverView], { description: 'Places from the period before (QUO-07)' })
  carriedOver!: CarriedOverView[];
  @Field(() => [ReallocationView], { description: 'Places moved between parts (QUO-08)' })
  reallocations!: ReallocationView[];
  @Field(() => [AdjustmentView], { description: 'What was found after the close (QUO-19)' })
  adjustments!: AdjustmentView[];
  /** The fold that the answer is made from. */
  subject!: Subject<Quota>;
}

/** A quota as it stands on a day: pure, from its fold as known at a size. */
export function viewQuota(subject: Subject<Quota>, asOf: AsOfUsed): QuotaView {
  const day = asOf.effectiveOn;
  const { state } = subject;
  const witness = new Witness(subject);
  const current = numberOn(state, day);
  return Object.assign(new QuotaView(), {
    id: subject.id,
    asOf,
    arrangementId: state.arrangement,
    kind: state.setting?.kind,
    unit: state.unit,
    ground: state.setting?.ground,
    period: state.period,
    scope: state.scope,
    number: current?.value.number,
    qualifier: current && (current.value.qualifier ?? 'EXACT'),
    phase: state.setting && phaseOn(state, day),
    settings: (state.setting?.numbers ?? []).map((stated) => viewSetting(stated, stated.seq === current?.seq, witness)),
    figures: state.figures.map((figure) => ({
      ...figure,
      qualifier: figure.qualifier ?? 'EXACT',
      disputed: isDisputed(figure, state.figures),
      evidence: witness.of(figure.seq),
    })),
    closedOn: state.closed?.on,
    subject,
    terms: state.terms,
    carriedOver: state.carriedOver.map((entry) => ({ ...entry, evidence: witness.of(entry.seq) })),
    reallocations: state.reallocations.map((entry) => ({ ...entry, evidence: witness.of(entry.seq) })),
    adjustments: state.adjustments.map((entry) => ({ ...entry, evidence: witness.of(entry.seq) })),
    missing: state.setting ? missingIn(state) : [],
    note: state.note,
    evidence: witness.of(state.seq, ...(current ? [current.seq] : []), ...(state.closed ? [state.closed.seq] : [])),
  });
}

function viewSetting({ seq, from, value }: Stated<SetNumber>, counts: boolean, witness: Witness): QuotaSettingView {
  const { condition, qualifier = 'EXACT', ...rest } = value;
  const outcome = condition?.outcome;
  return {
    ...rest,
    qualifier,
    from,
    counts,
    condition: condition && {
      text: condition.text,
      state: outcome ? (outcome.met ? 'MET' : 'NOT_MET') : 'AWAITED',
      by: outcome?.by,
      on: outcome?.on,
      note: outcome?.note,
      evidence: witness.of(seq, ...(outcome ? [outcome.seq] : [])),
    },
    evidence: witness.of(seq, ...(outcome ? [outcome.seq] : [])),
  };
}
