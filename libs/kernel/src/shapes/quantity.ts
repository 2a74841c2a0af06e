import { choices } from './fields.js';

export const Qualifier = choices(
  'Qualifier',
  {
    EXACT: 'The number as counted or set.',
    ABOUT: 'A rounded number, as precise as its last digit that is not zero: about 120 is 115 to 125.',
    AT_LEAST: 'This number or more.',
    MORE_THAN: 'More than this number.',
  },
  'How exactly a source states a number.',
);
export type Qualifier = keyof typeof Qualifier;

/** The least and the most that a stated number can mean; comparing finer than that tells nothing, as with dates (GEN-08). */
export function boundsOf(number: number, qualifier: Qualifier = 'EXACT'): { least: number; most: number } {
  switch (qualifier) {
    case 'EXACT':
      return { least: number, most: number };
    case 'ABOUT': {
      const half = Number.isInteger(number) && number !== 0 ? 10 ** trailingZeros(number) / 2 : 0;
      return { least: Math.max(0, number - half), most: number + half };
    }
    case 'AT_LEAST':
    case 'MORE_THAN':
      return { least: number, most: Number.POSITIVE_INFINITY };
  }
}

const trailingZeros = (number: number) => /0*$/.exec(String(Math.abs(number)))![0].length;
