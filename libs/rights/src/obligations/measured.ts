import type { Indicator } from '#arrangements';
import { CodeField, refuse, type Refusal, Shape, TextField } from '#kernel';
import { compareDecimals } from '../evaluation/decimal.js';

@Shape('MeasuredValue', 'A decimal number in its unit. What is not known is left out, and is not nought.')
export class MeasuredValue {
  @CodeField(/^-?\d{1,15}(\.\d{1,18})?$/, 'a decimal number such as 98.50', { description: 'As a decimal number' })
  value!: string;
  @TextField({ length: 50, description: 'That of the indicator' }) unit!: string;
}

/** IND-01: a value is in the unit of its indicator, and a share lies between nought and a hundred. */
export function checkValue(measured: MeasuredValue | undefined, metric: Indicator | undefined): Refusal | undefined {
  if (!measured) return undefined;
  const { value, unit } = measured;
  const isShare = /^(percent|per cent|%)$/.test(unit);
  const wrong = !metric
    ? 'the duty has no indicator'
    : unit !== metric.unit
      ? `the indicator is told in ${metric.unit}`
      : isShare && (compareDecimals(value, '0') < 0 || compareDecimals(value, '100') > 0)
        ? 'a share lies between 0 and 100'
        : undefined;
  return wrong === undefined
    ? undefined
    : refuse('IND-01', 'INDICATOR_TYPE', `${value} ${unit} is no value of this duty: ${wrong}.`, {
        value,
        unit,
        indicator: metric?.metric ?? null,
      });
}
