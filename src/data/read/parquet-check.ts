import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { readVarInt } from 'hyparquet/src/thrift.js';

// hyparquet believes the counts in a file: a single damaged byte can make it fill an array with a billion values. Here every page's counts are compared
// with the sizes that they must have, before it reads them.

export interface Chunk {
  readonly chunk: ColumnMetaData;
  /** The column of the table that it belongs to. */
  readonly top: SchemaTree;
  /** Rows of its row group. */
  readonly rows: number;
  readonly compressors: Compressors;
}

interface Reader {
  readonly view: DataView;
  offset: number;
}

/** A page that unpacks to more is no page that any program writes (they aim at 1 MB). */
const mostBytes = 1 << 28;

/** Throws an error for a column chunk that lies outside the file, or whose pages hold other counts than they say. */
export function checkChunk(bytes: Uint8Array, { chunk, top, rows, compressors }: Chunk) {
  const from = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const to = from + Number(chunk.total_compressed_size);
  if (!(from >= 4 && from < to && to <= bytes.length)) throw new Error('a part of it lies outside the file');
  const { nullable } = leafOf(top, chunk.path_in_schema);
  const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset + from, to - from), offset: 0 };
  let left = rows;
  while (left > 0 && reader.offset < reader.view.byteLength - 1) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    if (
      !(
        header.compressed_page_size >= 0 &&
        end <= reader.view.byteLength &&
        header.uncompressed_page_size >= 0
      )
    )
      throw new Error('a page has no possible size');
    if (header.uncompressed_page_size > mostBytes) throw new Error('a page is larger than 256 MB');
    left -= checkPage(header, part(reader.view, reader.offset, end), { chunk, left, nullable, compressors });
    reader.offset = end;
  }
}

/** Levels below the top that may be null. */
function leafOf(top: SchemaTree, path: readonly string[]) {
  let node = top;
  let nullable = Number(top.element.repetition_type !== 'REQUIRED');
  for (const key of path.slice(1)) {
    const child = node.children.find(({ element }) => element.name === key);
    if (child === undefined) throw new Error(`it has no member "${key}"`);
    node = child;
    nullable += Number(child.element.repetition_type !== 'REQUIRED');
  }
  return { node, nullable };
}

interface PageFacts {
  readonly chunk: ColumnMetaData;
  /** Rows that no page before has told of. */
  readonly left: number;
  readonly nullable: number;
  readonly compressors: Compressors;
}

/** Answers with the rows that the page holds. */
function checkPage(header: PageHeader, packed: Uint8Array, facts: PageFacts): number {
  if (header.type === 'DICTIONARY_PAGE') {
    const count = header.dictionary_page_header?.num_values ?? -1;
    if (!(count >= 0 && count <= header.uncompressed_page_size * 8))
      throw new Error('a dictionary has no possible size');
    return 0;
  }
  const second = header.data_page_header_v2;
  const about = second ?? header.data_page_header;
  if (about === undefined) return 0;
  if (!(about.num_values >= 0 && about.num_values <= facts.left))
    throw new Error('a page has more values than there are rows');
  if (second) checkSecond(header, packed, facts);
  else checkFirst(header, packed, facts);
  return about.num_values;
}

/** Pages of the first kind are compressed with their levels. */
function checkFirst(header: PageHeader, packed: Uint8Array, { chunk, nullable, compressors }: PageFacts) {
  const { num_values: count, encoding } = header.data_page_header!;
  const page = decompressPage(packed, header.uncompressed_page_size, chunk.codec, compressors);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let offset = 0;
  let present = count;
  if (nullable > 0) {
    const length = view.getUint32(0, true);
    present = checkLevels(part(view, lengthBytes, lengthBytes + length), nullable, count);
    offset = lengthBytes + length;
  }
  checkValues(part(view, offset, view.byteLength), encoding, chunk, present);
}

/** Pages of the second kind have their levels before what is compressed. */
function checkSecond(header: PageHeader, packed: Uint8Array, { chunk, nullable, compressors }: PageFacts) {
  const about = header.data_page_header_v2!;
  const { num_values: count, num_nulls: nulls, repetition_levels_byte_length: before } = about;
  const levels = about.definition_levels_byte_length;
  if (!(nulls >= 0 && nulls <= count && before >= 0 && levels >= 0 && before + levels <= packed.length))
    throw new Error('a page has no possible levels');
  if (nullable > 0) checkLevels(packed.subarray(before, before + levels), nullable, count);
  const size = header.uncompressed_page_size - levels - before;
  const rest = packed.subarray(before + levels);
  if (size < 0) throw new Error('a page has no possible size');
  const page = about.is_compressed === false ? rest : decompressPage(rest, size, chunk.codec, compressors);
  checkValues(page, about.encoding, chunk, count - nulls);
}

function checkValues(page: Uint8Array, encoding: string, { type }: ColumnMetaData, count: number) {
  if (type === 'BOOLEAN' && encoding === 'RLE') {
    checkRuns(page.subarray(lengthBytes), 1, count);
    return;
  }
  if (!encoding.endsWith('_DICTIONARY') || page.length === 0) return;
  const width = page[0]!;
  if (width > 32) throw new Error('a page has no possible codes');
  if (width > 0) checkRuns(page.subarray(1), width, count);
}

/** What stands before some runs: how long they are. */
const lengthBytes = 4;

/** What writers may add after the last value to fill up packed bits; equal values are as many as there are. */
const padding = 4096;

/** Answers with how many values are not missing. There is a level for each; were there fewer, what follows would be read as levels. */
function checkLevels(bytes: Uint8Array, most: number, count: number): number {
  let present = 0;
  const width = bitWidth(most);
  const seen = checkRuns(bytes, width, count, (at, packed, values) => {
    if (!packed) present += bytes[at] === most ? values : 0;
    else
      for (let i = 0; i < values; i++) present += Number(bitsAt(bytes, 8 * at + i * width, width) === most);
  });
  if (seen < count) throw new Error('a page tells too little of what is missing');
  return present;
}

/** Up to eight bits, the lowest first. */
function bitsAt(bytes: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  return ((bytes[at]! | ((bytes[at + 1] ?? 0) << 8)) >> (bit & 7)) & ((1 << width) - 1);
}

/** Runs of equal values and of packed bits: none may go on beyond the values that there are. Answers with how many there are. */
function checkRuns(
  bytes: Uint8Array,
  width: number,
  count: number,
  onRun?: (at: number, packed: boolean, values: number) => void,
): number {
  const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let seen = 0;
  while (seen < count && reader.offset < bytes.length) {
    const header = readVarInt(reader);
    const packed = (header & 1) === 1;
    const values = packed ? (header >>> 1) * 8 : header >>> 1;
    if (header < 2 || seen + values > count + (packed ? padding : 0))
      throw new Error('a run of values is longer than its page');
    onRun?.(reader.offset, packed, Math.min(values, count - seen));
    reader.offset += packed ? (header >>> 1) * width : (width + 7) >> 3;
    seen += values;
  }
  return seen;
}

const bitWidth = (most: number) => 32 - Math.clz32(most);

function part({ buffer, byteOffset, byteLength }: DataView, from: number, to: number): Uint8Array {
  if (!(from <= to && to <= byteLength)) throw new Error('a page ends too early');
  return new Uint8Array(buffer, byteOffset + from, to - from);
}
