import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { decodeText } from '../../../data/read/decode.js';
import { delimiterOf, readDelimited } from '../../../data/read/delimited.js';
import { formatTitle, isNamed } from '../../../data/read/format.js';
import type { Piece } from '../../../data/read/piece.js';
import type { ReadOptions } from '../../../data/read-table.js';
import { type KeptRow, rowSample } from '../../../data/row-sample.js';
import { type Note, rowNumber, type Table } from '../../../data/table.js';
import { dataError, usageError } from '../../../error.js';
import type { PiecewiseTable, SampledTable, SampleOptions } from './piecewise.js';
import { portionsOf } from './portions.js';
import { headerOf, isBlank, recordsOf, type TextFile } from './records.js';

/** Of a sample's text; the rows of it take several times as much while their columns are looked at. */
const mostSampleBytes = 64 << 20;

/** CSV or TSV, plain or with gzip, of any size. Throws usage and data errors for a header that cannot be read so. */
export async function delimitedFile(
  path: string,
  name: string,
  options: ReadOptions,
): Promise<PiecewiseTable> {
  const gzip = await isGzipFile(path);
  const file = await openText({ path, name, gzip }, options);
  const read = (records: Uint8Array, piece: Piece, offset: number, dropBadRows = options.dropBadRows) => {
    const bytes = Buffer.concat([file.header, records]);
    // Lines are counted only to say where a bad byte is, and the header's own come first.
    const before = { bytes: offset, lines: piece.before };
    const { text } = decodeText(bytes, name, options.encoding, before);
    return readDelimited(text, name, { delimiter: file.delimiter, dropBadRows, piece });
  };
  const names = read(new Uint8Array(0), { before: 0, isLast: false }, 0);
  const notes = [...notesOnFormat(name, options), ...names.notes];

  async function sample({ rows, seed, onProgress }: SampleOptions): Promise<SampledTable> {
    const hash = createHash('sha256');
    const { size } = await stat(path);
    let done = 0;
    const kept = rowSample<string>({ rows, size: mostSampleBytes, seed });
    const onBytes = (bytes: Uint8Array) => {
      hash.update(bytes);
      done += bytes.length;
      onProgress?.(done / size);
    };
    for await (const { bytes, starts, before } of recordsOf(file, onBytes)) {
      for (let record = 0; record + 1 < starts.length; record++) {
        const [from, to] = [starts[record]!, starts[record + 1]!];
        if (to - from <= 2 && isBlank(bytes.subarray(from, to))) continue;
        kept.offer(before + record, to - from, () =>
          Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1'),
        );
      }
    }
    return { table: tableOf(kept.finish()), rows: kept.seen(), sha256: hash.digest('hex') };
  }

  /** What is wrong with a row is said when all are read, with its number. */
  function tableOf(kept: readonly KeptRow<string>[]): Table {
    const records = kept.map(({ held }) => (held.endsWith('\n') ? held : `${held}\n`));
    const table = read(Buffer.from(records.join(''), 'latin1'), { before: 0, isLast: true }, 0, true);
    const above = file.headerRecords + 1;
    const place = (row: number) => rowNumber(table, row) - above;
    const rowNumbers = Uint32Array.from({ length: table.rows }, (_, row) => kept[place(row)]!.number + above);
    return { ...table, rowNumbers, notes, format: formatTitle[isNamed(name, 'tsv') ? 'tsv' : 'csv'] };
  }

  async function* pieces(): AsyncGenerator<Table> {
    let offset = 0;
    for await (const { bytes, starts, before, isLast } of recordsOf(file)) {
      yield read(bytes.subarray(starts[0]), { before, isLast }, offset);
      offset += bytes.length;
    }
  }

  return { sample, pieces };
}

async function isGzipFile(path: string): Promise<boolean> {
  for await (const { bytes } of portionsOf({ path, name: path, gzip: false }))
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  return false;
}

async function openText(
  file: Pick<TextFile, 'path' | 'name' | 'gzip'>,
  options: ReadOptions,
): Promise<TextFile> {
  const { name } = file;
  let head: Uint8Array = new Uint8Array(0);
  for await (const { bytes, isEnd } of portionsOf(file)) {
    head = Buffer.concat([head, bytes]);
    const text = headText(head, name, options);
    const delimiter =
      options.format === 'tsv' && options.delimiter === undefined
        ? '\t'
        : delimiterOf(text, options.delimiter);
    if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 126) throw oddDelimiter(name, delimiter);
    if (!text.includes('\n') && text.includes('\r')) throw oddLines(name);
    const found = headerOf(head, delimiter, isEnd);
    if (found) return { ...file, ...found, delimiter, header: closed(found.header) };
  }
  throw dataError(`${name} is empty.`, 'It needs a row of column names and rows of data.');
}

/** The first lines of a text, as far as they are whole characters. */
function headText(head: Uint8Array, name: string, { encoding }: ReadOptions): string {
  const [a, b] = head;
  if (/^utf-?16/i.test(encoding ?? '') || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw dataError(
      `${name} is UTF-16, which is not read in pieces.`,
      'Convert it to UTF-8, as: iconv -f UTF-16 -t UTF-8 FILE',
    );
  const lines = head.subarray(0, Math.max(head.subarray(0, 1 << 20).lastIndexOf(10) + 1, 0));
  return decodeText(lines.length > 0 ? lines : head, name, encoding).text;
}

/** A header without rows may lack its line feed. */
const closed = (header: Uint8Array): Uint8Array =>
  header.at(-1) === 10 ? header : Buffer.concat([header, Buffer.from('\n')]);

function notesOnFormat(name: string, { format }: ReadOptions): Note[] {
  if (format !== undefined || isNamed(name, 'csv') || isNamed(name, 'tsv')) return [];
  return [{ text: 'read as CSV', flag: '--format' }];
}

const oddDelimiter = (name: string, delimiter: string) =>
  usageError(
    `${name} is read in pieces, and ${JSON.stringify(delimiter)} cannot separate its fields then: it takes one ASCII character.`,
    'Write the file with another, such as a comma.',
  );

const oddLines = (name: string) =>
  dataError(
    `${name} ends its lines with returns alone, which is not read in pieces.`,
    "Convert it, as: tr '\\r' '\\n' < FILE",
  );
