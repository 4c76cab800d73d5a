/** How the numbers of a column are written. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Whether thousands marks, currency and percent signs, a unit, or brackets for minus occur. */
  readonly decorated: boolean;
  /** A unit that follows the numbers, as in `12 km`. */
  readonly unit?: string;
}

export const plainNumbers: NumberFormat = { decimal: '.', decorated: false };

/** A reader of trimmed texts in that format; what is no finite number gives NaN. */
export function numberReader(format: NumberFormat): (trimmed: string) => number {
  if (!format.decorated && format.decimal === '.') return readPlain;
  return (text) => readDecorated(text, format);
}

/** Decimal digits with an optional sign, point and exponent. */
export function readPlain(text: string): number {
  const x = Number(text);
  if (text === '' || x - x !== 0) return Number.NaN;
  // Number() also takes 0x1f, 0b1, 0o7.
  const second = text.charCodeAt(1) | 32;
  return second > 97 && second !== 101 ? Number.NaN : x;
}

const sign = /^[$€£¥₹]|[$€£¥₹%]$/;
const grouped = {
  '.': /^[+-]?\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+(?:\.\d*)?$/,
  ',': /^[+-]?\d{1,3}(?:[.'\u00a0\u202f ]\d{3})+(?:,\d*)?$/,
};
const marks = { '.': /[,'\u00a0\u202f ]/g, ',': /[.'\u00a0\u202f ]/g };

function readDecorated(text: string, { decimal, unit }: NumberFormat): number {
  let bare = text;
  if (unit !== undefined && bare.endsWith(unit)) bare = bare.slice(0, -unit.length).trim();
  const bracketed = bare.startsWith('(') && bare.endsWith(')');
  if (bracketed) bare = bare.slice(1, -1).trim();
  const minus = bracketed || /^[-−]/.test(bare);
  bare = bare.replace(/^[-−]\s*/, '');
  while (sign.test(bare)) bare = bare.replace(sign, '').trim();
  if (grouped[decimal].test(bare)) bare = bare.replace(marks[decimal], '');
  if (decimal === ',') bare = bare.includes('.') ? 'x' : bare.replace(',', '.');
  const x = readPlain(bare);
  return minus ? -x : x;
}

/** The unit that ends the first text, as `km` in `12 km`. */
export function unitOf(texts: readonly string[]): string | undefined {
  return /\d\s*([^\d\s.,%$€£¥₹()'-][^\d.,]*)$/.exec(texts[0] ?? '')?.[1];
}
