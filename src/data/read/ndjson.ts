import { dataError } from '../../error.js';
import type { Note, Table } from '../table.js';
import { exactJson } from './exact-json.js';
import { recordBuilder } from './record-builder.js';

export interface RecordOptions {
  readonly dropBadRows?: boolean;
  readonly ignore?: readonly string[];
}

/** Reads one JSON object a line; blank lines are skipped. Throws a data error for a line that is none, unless `dropBadRows`. */
export function readNdjson(text: string, name: string, options: RecordOptions = {}): Table {
  const builder = recordBuilder(name, options.ignore);
  const numbers: number[] = [];
  const bad: number[] = [];
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line.trim() === '') continue;
    const record = recordIn(line);
    if (record === undefined) bad.push(number);
    else {
      builder.add(record, `row ${number}`);
      numbers.push(number);
    }
  }
  const notes = badLines(name, bad, options);
  const rows = numbers.length;
  if (rows === 0) throw dataError(`${name} has no usable rows.`, 'It needs one JSON object a line.');
  const table = { name, rows, columns: builder.finish(), delimiter: ',', notes, firstRow: 1 };
  return numbers[rows - 1] === rows ? table : { ...table, rowNumbers: Uint32Array.from(numbers) };
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield text.slice(from, to);
    from = to + 1;
  }
}

function recordIn(line: string): object | undefined {
  try {
    const value: unknown = exactJson(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function badLines(name: string, bad: readonly number[], { dropBadRows = false }: RecordOptions): Note[] {
  if (bad.length === 0) return [];
  const shown = `${bad.slice(0, 5).join(', ')}${bad.length > 5 ? ', …' : ''}`;
  if (dropBadRows)
    return [
      { text: `${bad.length} line${bad.length === 1 ? '' : 's'} without a JSON object left out (${shown})` },
    ];
  const others = bad.length > 1 ? ` (${bad.length} such lines: ${shown})` : '';
  throw dataError(
    `${name} line ${bad[0]} is not a JSON object${others}.`,
    'Mend it, or leave such lines out with --drop-bad-rows.',
  );
}
