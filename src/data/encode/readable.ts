import { dataError } from '../../error.js';
import { cycleReader } from '../cycle/cycle.js';
import { readDate } from '../date.js';
import { maybeMissing, missingTest } from '../missing.js';
import { numberReader } from '../number-format.js';
import { findColumn, rowsPhrase, shortened, type Table } from '../table.js';
import { readTruth } from '../truth.js';
import type { ColumnEncoding, EncoderSpec } from './encoder.js';

/**
 * Throws a data error when most of a column's texts are not what the encoder was fitted on, as when a file with decimal commas meets a
 * model made with points; single slips are missing values.
 */
export function refuseUnreadable(spec: EncoderSpec, table: Table) {
  for (const { encoding, bad, present } of strangeCells(spec, table)) {
    if (encoding.kind === 'category' || bad.length * 2 <= present) continue;
    throw dataError(
      `column "${encoding.name}" ${rowsPhrase(table, bad)} of ${table.name} is "${textAt(table, encoding, bad)}", not ${kinds[encoding.kind]} as when the model was made.`,
      'Write it as in the file that the model was made from.',
    );
  }
}

/** For each column with cells that say nothing to the encoder, a sentence: what stands there, in how many rows, and what it is taken for. */
export const strangeCellsIn = (spec: EncoderSpec, table: Table): string[] =>
  strangeCells(spec, table).map(({ encoding, bad }) => {
    const isCategory = encoding.kind === 'category';
    const what = isCategory
      ? 'a level that the model hardly knows, or not at all'
      : `not ${kinds[encoding.kind]}`;
    const taken = !isCategory ? 'missing' : encoding.other ? 'one of the rare levels' : 'none of its levels';
    return `column "${encoding.name}" ${rowsPhrase(table, bad)} is "${shortened(textAt(table, encoding, bad))}", ${what}: taken as ${taken}.`;
  });

const textAt = (table: Table, { name }: ColumnEncoding, rows: readonly number[]) =>
  findColumn(table, name)!.values[rows[0]!]!.trim();

interface StrangeCells {
  readonly encoding: ColumnEncoding;
  readonly bad: number[];
  /** Rows with a text that is no mark of a missing value. */
  readonly present: number;
}

function strangeCells(spec: EncoderSpec, table: Table): StrangeCells[] {
  return spec.columns.flatMap((encoding): StrangeCells[] => {
    const reads = readerOf(encoding);
    const column = findColumn(table, encoding.name);
    if (column === undefined) return [];
    const isMissing = missingTest(encoding.missing);
    let present = 0;
    const bad: number[] = [];
    column.values.forEach((value, row) => {
      const text = value.trim();
      if (isMissing(text) || maybeMissing(text)) return;
      present += 1;
      if (!reads(text)) bad.push(row);
    });
    return bad.length > 0 ? [{ encoding, bad, present }] : [];
  });
}

function readerOf(encoding: ColumnEncoding): (text: string) => boolean {
  switch (encoding.kind) {
    case 'number': {
      const read = numberReader(encoding.format);
      return (text) => !Number.isNaN(read(text));
    }
    case 'boolean':
      return (text) => !Number.isNaN(readTruth(text));
    case 'date':
      return (text) => readDate(text, encoding.order) !== undefined;
    case 'cyclic': {
      const read = cycleReader(encoding.cycle);
      return (text) => !Number.isNaN(read(text));
    }
    case 'ordinal':
    case 'category': {
      const levels = new Set(encoding.levels);
      return (text) => levels.has(text);
    }
  }
}

const kinds: Record<ColumnEncoding['kind'], string> = {
  number: 'a number',
  date: 'a date',
  boolean: 'yes or no',
  cyclic: 'a place in its cycle',
  ordinal: 'one of its levels',
  category: 'a category',
};
