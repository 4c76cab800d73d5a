import { availableParallelism } from 'node:os';
import type { Inspection } from '../../tune/inspect/inspection.js';
import { type InspectOptionsFor, inspectIn } from '../inspect-in.js';
import { loadData } from './big/load-data.js';
import { type DataInput, loadTable } from './source.js';

/** `data` is the path of a file, its bytes, or records. */
export type InspectOptions = InspectOptionsFor<DataInput>;

/** Says all that `tune` would take for granted about a table, without training. Throws SweetspotErrors. */
export const inspect = (options: InspectOptions): Promise<Inspection> =>
  inspectIn(
    (input: DataInput) => loadTable(input, options),
    { ...options, workers: options.workers ?? availableParallelism() },
    (input: DataInput) => loadData(input, options),
  );
