import {
  anySpeaker,
  ChoiceField,
  chosen,
  dayAfter,
  event,
  IdField,
  type Qualifier,
  refuse,
  type Refusal,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkPeriod } from './check-quota.js';
import { on, type Quota } from './quota.js';
import { FigureKind, figureInWords, FigureNumber, QualifierField, QuotaPeriod, QuotaUnit } from './terms.js';

@InputType({ description: 'A number that was observed: a flow within a period, or a stock at a date.' })
export class ReportFigure {
  @IdField('quota') quota!: string;
  @ChoiceField(() => FigureKind) kind!: FigureKind;
  @ShapeField(() => FigureNumber) number!: FigureNumber;
  @QualifierField() qualifier?: Qualifier;
  @ChoiceField(() => QuotaUnit, { optional: true, description: 'Absent: that of the quota or series' })
  unit?: QuotaUnit;
  @ShapeField(() => QuotaPeriod, { optional: true, description: 'Absent: that of the quota' }) period?: QuotaPeriod;
  @TextField({
    optional: true,
    length: 1000,
    description: 'Whom it counts, in words; absent: the same as the quota or series',
  })
  scope?: string;
  @TextField({ sealed: true, optional: true, length: 1000, description: 'Why a number is reported after the close' })
  adjustment?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

const WORDS: Record<FigureKind, string> = { ACTUAL: 'Counted', STOCK: 'Present' };

export const figureReported = event(
  'FigureReported',
  ReportFigure,
  (d) =>
    `${WORDS[d.kind]}${d.period ? ` in ${d.period.label}` : ''}: ${figureInWords(d.number, d.qualifier)}${d.scope ? ` (${d.scope})` : ''}`,
  { effective: ({ period }) => ({ from: period?.from, to: period?.to && dayAfter(period.to) }) },
);

export const reportFigure = on(ReportFigure, {
  describes: 'Reports a number that was observed. Reports that differ are all kept (GEN-07).',
  records: [figureReported],
  mandate: anySpeaker,
  decide: (data, quota) =>
    checkFigure(data, quota) ?? (data.period ? checkPeriod(data.period) : undefined) ?? figureReported(data),
  evolve: {
    FigureReported: (quota, { quota: _id, unit = quota.unit, period = quota.period!, ...stated }, { seq }) => ({
      ...quota,
      figures: [...quota.figures, { ...stated, unit, period, seq }],
    }),
  },
});

function checkFigure({ number, period, adjustment }: ReportFigure, quota: Quota): Refusal | undefined {
  if (!chosen(number))
    return refuse(
      'QUO-02',
      'NUMBER_UNCLEAR',
      'Give exactly one: a count, a share of a stated whole, or that the number is not stated.',
      { given: Object.keys(number) },
    );
  if (!period && !quota.period)
    return refuse('QUO-01', 'PERIOD_MISSING', 'A figure needs its period: this series has none of its own.');
  if (quota.closed && adjustment === undefined)
    return refuse(
      'QUO-19',
      'QUOTA_CLOSED',
      `The quota was closed on ${quota.closed.on}: a later number is an adjustment and says why.`,
      { closedOn: quota.closed.on },
    );
  return undefined;
}
