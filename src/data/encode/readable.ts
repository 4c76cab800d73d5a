import { dataError } from '../../error.js';
import { cycleReader } from '../cycle/cycle.js';
import { readDate } from '../date.js';
import { maybeMissing, missingTest } from '../missing.js';
import { numberReader } from '../number-format.js';
import { findColumn, rowsPhrase, type Table } from '../table.js';
import { readTruth } from '../truth.js';
import type { ColumnEncoding, EncoderSpec } from './encoder.js';

/**
 * Throws a data error when most of a column's texts are not what the encoder was fitted on, as when a file with decimal commas meets a
 * model made with points; single slips are missing values.
 */
export function refuseUnreadable(spec: EncoderSpec, table: Table) {
  for (const encoding of spec.columns) {
    const reads = readerOf(encoding);
    const column = findColumn(table, encoding.name);
    if (reads === undefined || column === undefined) continue;
    const isMissing = missingTest(encoding.missing);
    let present = 0;
    const bad: number[] = [];
    column.values.forEach((value, row) => {
      const text = value.trim();
      if (isMissing(text) || maybeMissing(text)) return;
      present += 1;
      if (!reads(text)) bad.push(row);
    });
    if (bad.length * 2 <= present) continue;
    throw dataError(
      `column "${encoding.name}" ${rowsPhrase(table, bad)} of ${table.name} is "${column.values[bad[0]!]!.trim()}", not ${kindOf(encoding)} as when the model was made.`,
      'Write it as in the file that the model was made from.',
    );
  }
}

function readerOf(encoding: ColumnEncoding): ((text: string) => boolean) | undefined {
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
      return (text) => encoding.levels.includes(text);
    case 'category':
      return undefined;
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
const kindOf = ({ kind }: ColumnEncoding) => kinds[kind];
