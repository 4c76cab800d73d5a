// How numbers are written in sentences, everywhere the same: three digits that mean something, thousands marked.

/** The digits before the point in threes: `1234567.8` is `1,234,567.8`. */
export const thousands = (text: string) =>
  text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** Rounded to three digits that mean something: `34,300`, `0.0123`, `1.23e-7`. */
export function digits(value: number, count = 3): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return exponential(value, count);
  const rounded = Number(value.toPrecision(count));
  const power = rounded === 0 ? 0 : Number(rounded.toExponential().split('e')[1]);
  return thousands(rounded.toFixed(Math.max(0, count - 1 - power)));
}

const exponential = (value: number, count: number) => value.toExponential(count - 1).replace('e+', 'e');

/** The same without zeros at its end: `0.6`, `1e-5`, `64`. */
export const short = (value: number) =>
  digits(value)
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '');

/** A count: `53,940`. */
export const whole = (value: number) => thousands(String(Math.round(value)));

/** `1 row`, `2 rows`. */
export const count = (value: number, noun: string, plural = `${noun}s`) =>
  `${whole(value)} ${value === 1 ? noun : plural}`;

/** A share: `4.7 %`, `52 %`. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${Math.abs(value) < 10 ? short(Number(value.toFixed(1))) : whole(value)} %`;
}

/** A value of a column as it stands there, thousands marked: `500,001`, `0.25`; long ones in six digits. */
export function exactly(value: number): string {
  const text = String(value);
  if (/e/.test(text)) return text.replace('e+', 'e');
  return thousands(text.replace(/\D/g, '').length > 9 ? String(Number(value.toPrecision(6))) : text);
}

/** A share that is near all: never 100 % unless it is, as `99.6 %`. */
export const mostly = (share: number) =>
  share > 0.99 && share < 1 ? `${(Math.floor(share * 1000) / 10).toFixed(1)} %` : percent(share);
