import type { Inspection } from '../../tune/inspect/inspection.js';
import { type InspectOptionsFor, inspectIn } from '../inspect-in.js';
import { type DataInput, loadTable } from './source.js';

/** `data` is CSV or TSV text, its bytes, a `File` or `Blob`, or records. */
export type InspectOptions = InspectOptionsFor<DataInput>;

/** Says all that `tune` would take for granted about a table, without training. Throws SweetspotErrors. */
export const inspect = (options: InspectOptions): Promise<Inspection> =>
  inspectIn((input: DataInput) => loadTable(input, options), {
    ...options,
    workers: options.workers ?? navigator.hardwareConcurrency,
  });
