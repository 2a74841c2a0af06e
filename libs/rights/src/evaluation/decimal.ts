/** A decimal number as it is written: no exponent, no rounding. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Compares two decimal numbers exactly: `0.1 + 0.2` has no place where a threshold is met or missed. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const places = Math.max(placesOf(a), placesOf(b));
  const [x, y] = [scaled(a, places), scaled(b, places)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The shortest decimal text of a number, without an exponent; of a text, the text if it is one. */
export function decimal(value: number | string): string | undefined {
  const text = typeof value === 'number' ? plain(value) : value;
  return DECIMAL.test(text) ? text : undefined;
}

/** `1e-7` is written `0.0000001`, digit for digit. */
function plain(value: number): string {
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const digits = `${whole}${fraction}`;
  const point = whole!.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const placesOf = (text: string) => text.split('.')[1]?.length ?? 0;

function scaled(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(places, '0'));
  return text.startsWith('-') ? -value : value;
}
