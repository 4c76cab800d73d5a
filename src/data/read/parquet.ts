import type { FileMetaData, SchemaTree } from 'hyparquet';
import { dataError } from '../../error.js';
import type { Column, Note, Table } from '../table.js';
import { columnNames } from './column-names.js';
import { lazyColumn } from './lazy-column.js';
import type { RecordOptions } from './ndjson.js';
import { checkChunk } from './parquet-check.js';
import { plainElement, rawParsers, textOf } from './parquet-text.js';

/** More cells than this do not fit into memory. */
const mostCells = 500_000_000;

/**
 * Reads a Parquet file. Null is missing; whole numbers, decimals and timestamps keep every digit; members of a structure become columns named with
 * a dot. Throws a data error for a damaged file, and for columns of lists or maps unless they are ignored.
 */
export async function readParquet(
  bytes: Uint8Array,
  name: string,
  options: RecordOptions = {},
): Promise<Table> {
  if (!isMarked(bytes.subarray(-4))) throw damaged(name, 'its end, which says what is in it, is missing');
  const hyparquet = await import('hyparquet');
  const { metadata, tree } = await unlessDamaged(name, () => {
    const metadata = hyparquet.parquetMetadata(bytes, { geoparquet: false });
    return { metadata, tree: hyparquet.parquetSchema(metadata) };
  });
  const rows = rowsOf(metadata, tree, name);
  const notes: Note[] = [];
  const titles = columnNames(
    tree.children.map(({ element }) => element.name ?? ''),
    name,
    notes,
  );
  const decode = await decoderOf(bytes, metadata, rows);
  const columns: Column[] = [];
  for (const [c, title] of titles.entries()) {
    const top = tree.children[c]!;
    if (options.ignore?.includes(title)) columns.push(lazyColumn(title, rows, () => ''));
    else {
      refuseMany(top, title, name);
      const values = await unlessDamaged(name, () => decode(top), title);
      columns.push(...leavesOf(top).map((leaf) => leafColumn(leaf, top, title, values, rows)));
    }
  }
  return { name, rows, columns, delimiter: ',', notes, firstRow: 1 };
}

const mark = [0x50, 0x41, 0x52, 0x31];

/** Whether bytes open with the letters with which a Parquet file begins and ends. */
const isMarked = (bytes: Uint8Array) => mark.every((byte, i) => bytes[i] === byte);

async function decoderOf(bytes: Uint8Array, metadata: FileMetaData, rows: number) {
  const { parquetRead } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const given = {
    file: {
      byteLength: bytes.length,
      slice: (from: number, to?: number) => new Uint8Array(bytes.subarray(from, to)).buffer,
    },
    metadata: { ...metadata, schema: metadata.schema.map(plainElement) },
    compressors,
    parsers: rawParsers,
    utf8: false,
  };
  /** All rows of a column, after every one of its pages was looked at. */
  return async (top: SchemaTree): Promise<ArrayLike<unknown>> => {
    for (const group of metadata.row_groups)
      for (const { meta_data: chunk } of group.columns)
        if (chunk?.path_in_schema[0] === top.element.name)
          checkChunk(bytes, { chunk, top, rows: Number(group.num_rows), compressors });
    const pieces: Piece[] = [];
    await parquetRead({
      ...given,
      columns: [top.element.name],
      onChunk: (piece) => void pieces.push(piece),
    });
    return joined(pieces, rows);
  };
}

interface Piece {
  readonly rowStart: number;
  readonly columnData: ArrayLike<unknown>;
}

function joined(pieces: readonly Piece[], rows: number): ArrayLike<unknown> {
  const ordered = [...pieces].sort((a, b) => a.rowStart - b.rowStart);
  if (ordered.length === 1 && ordered[0]!.columnData.length === rows) return ordered[0]!.columnData;
  const values: unknown[] = [];
  for (const { columnData } of ordered)
    for (let i = 0; i < columnData.length && values.length <= rows; i++) values.push(columnData[i]);
  if (values.length !== rows) throw new Error(`it has ${values.length} values in ${rows} rows`);
  return values;
}

function rowsOf({ num_rows, row_groups }: FileMetaData, tree: SchemaTree, name: string): number {
  const rows = Number(num_rows);
  if (rows === 0) throw dataError(`${name} has no rows.`, 'It needs rows of data.');
  const grouped = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!(rows > 0) || rows !== grouped) throw damaged(name, `its parts have ${grouped} rows, not ${rows}`);
  if (rows * tree.children.length > mostCells)
    throw dataError(
      `${name} has ${rows} rows and ${tree.children.length} columns, more than can be held in memory.`,
      'Give a part of them.',
    );
  return rows;
}

function refuseMany(top: SchemaTree, title: string, name: string) {
  const holdsMany = ({ element, children }: SchemaTree): boolean =>
    element.repetition_type === 'REPEATED' || children.some(holdsMany);
  if (!holdsMany(top)) return;
  throw dataError(
    `${name} column "${title}" holds lists or maps, not single values.`,
    `Leave it out with --ignore ${/^[\w.-]+$/.test(title) ? title : `"${title}"`}`,
  );
}

const leavesOf = (node: SchemaTree): SchemaTree[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

function leafColumn(
  leaf: SchemaTree,
  top: SchemaTree,
  title: string,
  values: ArrayLike<unknown>,
  rows: number,
): Column {
  const text = textOf(leaf.element);
  const within = leaf.path.slice(top.path.length);
  const memberOf = (value: unknown) =>
    within.reduce((member, key) => (member as Record<string, unknown> | undefined | null)?.[key], value);
  return lazyColumn([title, ...within].join('.'), rows, (row) => text(memberOf(values[row])));
}

async function unlessDamaged<T>(name: string, act: () => T | Promise<T>, column?: string): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // What hyparquet stumbles over says nothing to people.
    const stumbled = error instanceof TypeError || error instanceof RangeError;
    throw damaged(name, stumbled ? 'its parts do not fit together' : (error as Error).message, column);
  }
}

function damaged(name: string, why: string, column?: string) {
  const what = column === undefined ? name : `${name} column "${column}"`;
  return dataError(
    `${what} cannot be read as Parquet: ${why
      .split('\n')[0]!
      .replace(/^parquet /, '')
      .slice(0, 120)}.`,
    column === undefined
      ? 'It may be damaged or cut off: copy or download it again.'
      : `It may be damaged: copy or download it again, or leave the column out with --ignore ${/^[\w.-]+$/.test(column) ? column : `"${column}"`}`,
  );
}
