import { namesOf, type Schema } from './schema.js';
import { columnNamed, type Table } from './table.js';
import type { DuplicateRule } from './task.js';

export const duplicateRules: readonly DuplicateRule[] = ['keep', 'together', 'drop'];

/** For each row the first row whose trimmed texts are the same in the target and in every column that is used. */
export function firstAlike(table: Table, schema: Pick<Schema, 'inputs' | 'target'>): Uint32Array {
  const names = [...namesOf(schema.target), ...schema.inputs.map(({ name }) => name)];
  const columns = names.map((name) => columnNamed(table, name).values);
  const hashes = hashesOf(table.rows, columns);
  const areAlike = (a: number, b: number) =>
    columns.every((values) => values[a] === values[b] || values[a]!.trim() === values[b]!.trim());
  const known = new Map<number, number>();
  return Uint32Array.from({ length: table.rows }, (_, row) => {
    let key = hashes[row]!;
    for (let first = known.get(key); first !== undefined; first = known.get(key)) {
      if (areAlike(first, row)) return first;
      key += 1;
    }
    known.set(key, row);
    return row;
  });
}

/** 53 bits for each row: two sums (FNV-1a and a multiplicative one) over the characters of all its texts. */
function hashesOf(rows: number, columns: readonly (readonly string[])[]): Float64Array {
  const high = new Int32Array(rows).fill(0x811c9dc5);
  const low = new Int32Array(rows);
  for (const values of columns)
    for (let row = 0; row < rows; row++) {
      const text = values[row]!.trim();
      let [a, b] = [high[row]!, low[row]!];
      for (let i = 0; i <= text.length; i++) {
        const code = i < text.length ? text.charCodeAt(i) : 0x1f;
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
      }
      high[row] = a;
      low[row] = b;
    }
  return Float64Array.from(high, (value, row) => (value >>> 11) * 4294967296 + (low[row]! >>> 0));
}
