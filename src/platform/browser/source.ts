import { sha256 } from '../../data/sha256.js';
import type { DataOptions } from '../../data/task.js';
import { fetchBytes } from '../address.js';
import { type Loaded, loadBytes, loadRecords, unnamed } from '../loaded.js';

/** A table's rows: CSV or JSON text, its bytes in any format, a file that a person chose, an address, or records. */
export type DataInput = string | URL | Uint8Array | Blob | readonly object[];

/** Reads a table and says where it came from; throws data errors. */
export async function loadTable(input: DataInput, options: Partial<DataOptions> = {}): Promise<Loaded> {
  if (typeof input === 'string') return loadTable(new TextEncoder().encode(input), options);
  if (input instanceof Uint8Array) return loadBytes(input, { file: unnamed }, options, sha256);
  if (input instanceof URL) {
    const { bytes, from } = await fetchBytes(input.href);
    return loadBytes(bytes, from, options, sha256);
  }
  if (!(input instanceof Blob)) return loadRecords(input, options, sha256);
  const file = input instanceof File ? input.name : unnamed;
  return loadBytes(new Uint8Array(await input.arrayBuffer()), { file }, options, sha256);
}
