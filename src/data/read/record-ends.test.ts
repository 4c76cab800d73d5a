import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { wholeRecords } from './record-ends.js';

const encoder = new TextEncoder();

/** The records of a text that comes in portions of `size` bytes, each as papaparse reads it alone. */
function inPortions(text: string, size: number): string[] {
  const bytes = encoder.encode(text);
  const records: string[] = [];
  let left = new Uint8Array(0);
  for (let at = 0; at < bytes.length || at === 0; at += size) {
    const all = Uint8Array.from([...left, ...bytes.subarray(at, at + size)]);
    const isEnd = at + size >= bytes.length;
    const done = wholeRecords(all, { delimiter: 44, isEnd }, (from, to) => {
      records.push(new TextDecoder().decode(all.subarray(from, to)));
    });
    left = all.slice(done);
  }
  expect(left).toHaveLength(0);
  return records;
}

/** Of texts that end with a line feed; papaparse finds an empty record behind it. */
const fieldsOf = (text: string) =>
  Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data.slice(0, -1);

const cell = fc.oneof(
  fc.stringMatching(/^[a-z0-9 é]{0,4}$/),
  fc.stringMatching(/^"(?:[a-z,\n é]|""){0,5}" {0,2}$/),
  fc.stringMatching(/^[a-z]"[a-z"]{0,3}$/),
);
const anyText = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map((row) => `${row.join(',')}\n`).join(''));

describe('records', () => {
  test('end where papaparse ends them, however the bytes come', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, size) => {
        const records = inPortions(text, size);
        expect(records.join('')).toBe(text);
        expect(records.flatMap(fieldsOf)).toEqual(fieldsOf(text));
      }),
      { numRuns: 500 },
    );
  });

  test('a quote within a field and a line feed within quotes', () => {
    expect(inPortions('a,5" pipe\n"x\ny",2\n', 3)).toEqual(['a,5" pipe\n', '"x\ny",2\n']);
  });

  test('the last may lack its line feed, and what is not whole is left', () => {
    const bytes = encoder.encode('a,b\n1,"2');
    const found: [number, number][] = [];
    const each = (from: number, to: number) => void found.push([from, to]);
    expect(wholeRecords(bytes, { delimiter: 44, isEnd: false }, each)).toBe(4);
    expect(wholeRecords(bytes, { delimiter: 44, isEnd: true }, each)).toBe(8);
    expect(found).toEqual([
      [0, 4],
      [0, 4],
      [4, 8],
    ]);
  });
});
