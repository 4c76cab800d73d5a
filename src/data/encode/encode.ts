import { dataError } from '../../error.js';
import { partPeriods } from '../date.js';
import { sharedFloats } from '../shared-array.js';
import { type Column, findColumn, listOf, type Table } from '../table.js';
import { dateCells, numberCells, presentTexts, truthCells } from './cells.js';
import { encodeCyclic, putWaves } from './cyclic.js';
import { type CategoryEncoding, type ColumnEncoding, type EncoderSpec, widthOf } from './encoder.js';
import { encodeOrdinal } from './ordinal.js';
import { type Place, put, putFlag } from './place.js';
import { scaled } from './scaling.js';

/**
 * The rows as a network is given them: rows × `spec.width`, row-major; finite whatever the table holds. Columns are found by name, in any order, and
 * further ones do not matter; throws a data error when some are absent. They lie where workers can share them.
 */
export function encodeInputs(spec: EncoderSpec, table: Table, rows: Uint32Array): Float32Array {
  const columns = columnsOf(spec, table);
  const encoded = sharedFloats(rows.length * spec.width);
  let at = 0;
  spec.columns.forEach((encoding, c) => {
    encodeColumn(encoding, columns[c]!, rows, { encoded, width: spec.width, at });
    at += widthOf(encoding);
  });
  return encoded;
}

function columnsOf(spec: EncoderSpec, table: Table): Column[] {
  const found = spec.columns.map(({ name }) => findColumn(table, name));
  const absent = spec.columns.flatMap(({ name }, c) => (found[c] === undefined ? [name] : []));
  if (absent.length > 0)
    throw dataError(
      `${table.name} lacks ${absent.length === 1 ? 'column' : 'columns'} ${listOf(absent)}, which the model needs.`,
      `Add ${absent.length === 1 ? 'it' : 'them'}, with empty cells where nothing is known. It has ${listOf(table.columns.map((column) => column.name))}.`,
    );
  return found as Column[];
}

function encodeColumn(encoding: ColumnEncoding, column: Column, rows: Uint32Array, place: Place) {
  switch (encoding.kind) {
    case 'number': {
      const cells = numberCells(column, rows, encoding);
      put(place, 0, cells, (x) => scaled(x, encoding));
      if (encoding.flag) putFlag(place, 1, cells);
      return;
    }
    case 'boolean': {
      const cells = truthCells(column, rows, encoding.missing);
      put(place, 0, cells, (x) => (Number.isNaN(x) ? 0 : x - encoding.share));
      if (encoding.flag) putFlag(place, 1, cells);
      return;
    }
    case 'date': {
      const names = encoding.parts.map(({ part }) => part);
      const cells = dateCells(column, rows, encoding, [...names, 'elapsed']);
      let at = 0;
      encoding.parts.forEach(({ part, waves = 0, ...scaling }, p) => {
        put(place, at, cells[p]!, (x) => scaled(x, scaling));
        putWaves(place, at + 1, cells[p]!, partPeriods[part] ?? 1, waves);
        at += 1 + 2 * waves;
      });
      if (encoding.flag) putFlag(place, at, cells.at(-1)!);
      return;
    }
    case 'ordinal':
      return encodeOrdinal(encoding, column, rows, place);
    case 'cyclic':
      return encodeCyclic(encoding, column, rows, place);
    case 'category':
      return encodeCategory(encoding, column, rows, place);
  }
}

function encodeCategory(encoding: CategoryEncoding, column: Column, rows: Uint32Array, place: Place) {
  const { encoded, width, at } = place;
  const { share, embedded } = encoding;
  const codes = new Map(encoding.levels.map((level, code) => [level, code]));
  const otherAt = encoding.other ? encoding.levels.length : undefined;
  const flagAt = encoding.flag
    ? share === undefined
      ? encoding.levels.length + (encoding.other ? 1 : 0)
      : 1
    : undefined;
  let start = at;
  for (const text of presentTexts(column, rows, encoding.missing)) {
    const code = text === undefined ? flagAt : (codes.get(text) ?? otherAt);
    if (embedded) encoded[start] = code ?? -1;
    else if (share === undefined || text === undefined) {
      if (code !== undefined) encoded[start + code] = 1;
    } else if (code !== undefined) encoded[start] = code - share;
    start += width;
  }
}
