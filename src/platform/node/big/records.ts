import { wholeRecords } from '../../../data/read/record-ends.js';
import { dataError } from '../../../error.js';
import { portionsOf } from './portions.js';

/** A file of delimited text. */
export interface TextFile {
  readonly path: string;
  /** What a person calls it. */
  readonly name: string;
  readonly gzip: boolean;
  /** What stands between fields; one byte long. */
  readonly delimiter: string;
  /** The record of column names, with the blank lines above it and its line feed. */
  readonly header: Uint8Array;
  /** 1, and how many blank lines are above it. */
  readonly headerRecords: number;
}

/** Records of a text file that follow one another. */
export interface Records {
  readonly bytes: Uint8Array;
  /** Where each begins, and at the end where the last one ends. */
  readonly starts: readonly number[];
  /** Records between the header and the first. */
  readonly before: number;
  readonly isLast: boolean;
}

/** A longer record is no record, but a quote that is never closed. */
const longestRecord = 64 << 20;

/**
 * The records below the header, about a megabyte at a time. `onBytes` is given the file's bytes as they lie on the disk. Throws a data error for a
 * record of more than 64 MB.
 */
export async function* recordsOf(
  file: TextFile,
  onBytes?: (bytes: Uint8Array) => void,
): AsyncGenerator<Records> {
  const delimiter = file.delimiter.charCodeAt(0);
  let above = file.header.length;
  let left: Uint8Array = new Uint8Array(0);
  let before = 0;
  for await (const { bytes, isEnd } of portionsOf(file, onBytes)) {
    const all = joined(left, bytes.subarray(above));
    above -= Math.min(above, bytes.length);
    const starts: number[] = [];
    const done = wholeRecords(all, { delimiter, isEnd }, (from) => starts.push(from));
    const count = starts.length;
    if (all.length - done > longestRecord) throw endless(file, before + count + 2);
    starts.push(done);
    yield { bytes: all.subarray(0, done), starts, before, isLast: isEnd };
    before += count;
    left = all.slice(done);
  }
}

/** The first record that is not blank, with all above it; undefined when the bytes end before it does. */
export function headerOf(
  bytes: Uint8Array,
  delimiter: string,
  isEnd: boolean,
): Pick<TextFile, 'header' | 'headerRecords'> | undefined {
  let end: number | undefined;
  let headerRecords = 0;
  wholeRecords(bytes, { delimiter: delimiter.charCodeAt(0), isEnd }, (from, to) => {
    if (end !== undefined) return;
    headerRecords += 1;
    if (!isBlank(bytes.subarray(from, to))) end = to;
  });
  return end === undefined ? undefined : { header: bytes.slice(0, end), headerRecords };
}

/** Whether there is nothing but blanks and control characters. */
export const isBlank = (bytes: Uint8Array) => bytes.every((byte) => byte <= 32);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const endless = ({ name }: TextFile, row: number) =>
  dataError(
    `${name} row ${row} is longer than ${longestRecord >> 20} MB: a field opens with a quote (") that is never closed.`,
    'Close the quote, or double it if it is part of the text ("").',
  );
