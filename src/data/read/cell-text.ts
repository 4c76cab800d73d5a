import { dataError } from '../../error.js';

/** A cell from a program or a JSON text as the text that stands for it; missing is empty. Throws a data error for what is no single value. */
export function cellText(value: unknown, column: string, row: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol')
    throw dataError(
      `column "${column}" ${row} holds ${Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`}.`,
      `Use text, numbers, booleans, dates or null, or leave the column out: --ignore ${/^[\w.-]+$/.test(column) ? column : `"${column}"`}`,
    );
  return String(value);
}

export const dateText = (date: Date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString());
