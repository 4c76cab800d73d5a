import type { ParquetParsers, SchemaElement } from 'hyparquet';

// hyparquet makes JavaScript numbers and dates of decimals and timestamps, which loses digits. It is told that they are plain numbers, and what they
// mean is written here.

const same = <T>(value: T) => value;
const decoder = new TextDecoder();
const decoded = (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes);

/** Dates and times stay the numbers that they are in the file. */
export const rawParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: same,
  timestampFromMicroseconds: same,
  timestampFromNanoseconds: same,
  dateFromDays: same,
  stringFromBytes: decoded,
  jsonFromBytes: decoded,
};

/** A column's description without what would have its decimals rounded. */
export function plainElement(element: SchemaElement): SchemaElement {
  return isDecimal(element) || isTime(element)
    ? { ...element, converted_type: undefined, logical_type: undefined }
    : element;
}

const isDecimal = ({ converted_type, logical_type }: SchemaElement) =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
const isTime = ({ converted_type, logical_type }: SchemaElement) =>
  converted_type?.startsWith('TIME_') || logical_type?.type === 'TIME';

type Unit = 'MILLIS' | 'MICROS' | 'NANOS';
const digitsOf: Readonly<Record<Unit, number>> = { MILLIS: 3, MICROS: 6, NANOS: 9 };

/** What turns a column's raw values into the texts that stand for them; missing is empty. */
export function textOf(element: SchemaElement): (value: unknown) => string {
  const given = textOfPresent(element);
  return (value) => (value === null || value === undefined ? '' : given(value));
}

function textOfPresent(element: SchemaElement): (value: unknown) => string {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (isDecimal(element)) return (value) => pointed(wholeOf(value), scaleOf(element));
  if (isTime(element)) return (value) => pointed(wholeOf(value), digitsOf[unitOf(element)]);
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => dayText(Number(value));
  if (type === 'INT96') return (value) => momentText(wholeOf(value), 9);
  if (converted?.startsWith('TIMESTAMP_') || logical?.type === 'TIMESTAMP')
    return (value) => momentText(wholeOf(value), digitsOf[unitOf(element)]);
  if (type === 'FLOAT') return (value) => shortFloat(value as number);
  return (value) => (value instanceof Uint8Array ? bytesText(value) : String(value));
}

function unitOf({ converted_type, logical_type }: SchemaElement): Unit {
  if (logical_type?.type === 'TIME' || logical_type?.type === 'TIMESTAMP') return logical_type.unit;
  return converted_type?.endsWith('MICROS') ? 'MICROS' : 'MILLIS';
}

function scaleOf({ scale, logical_type }: SchemaElement): number {
  const found = scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0) ?? 0;
  return found >= 0 && found <= 1000 ? found : 0;
}

/** A whole number, also one of many bytes (two's complement, the highest first). */
function wholeOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === '' ? 0n : BigInt.asIntN(8 * value.length, BigInt(`0x${hex}`));
}

/** −1234 with 2 places is −12.34. */
function pointed(whole: bigint, places: number): string {
  if (places === 0) return String(whole);
  const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const dayLength = 86_400_000;

/** Days since 1970-01-01; missing where no calendar reaches. */
function dayText(days: number): string {
  const date = new Date(days * dayLength);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -14);
}

/** Fractions of a second since 1970, with so many digits each. */
function momentText(count: bigint, digits: number): string {
  const inSecond = BigInt(`1${'0'.repeat(digits)}`);
  const fraction = ((count % inSecond) + inSecond) % inSecond;
  const date = new Date(Number((count - fraction) / inSecond) * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const rest = String(fraction).padStart(digits, '0').replace(/0+$/, '');
  return `${date.toISOString().slice(0, -5)}${rest === '' ? '' : `.${rest}`}Z`;
}

/** The fewest digits that are that float32. */
function shortFloat(x: number): string {
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === x) return String(short);
  }
  return String(x);
}

/** Bytes without a description: text where they are, else in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
