import type { DataOptions } from '../../data/task.js';
import type { MetricName } from '../../model/metric-name.js';
import { type Prepared, prepare } from '../../tune/prepare.js';
import type { Source } from '../../tune/study-start.js';
import { checkDataOptions } from '../check-data-options.js';
import { dataOptionsOf } from '../data-options.js';
import type { WholeTable } from '../whole-table.js';
import { loadData } from './big/load-data.js';
import { type DataInput, loadTable } from './source.js';

export interface LoadOptions extends DataOptions {
  readonly data: DataInput;
  readonly test?: DataInput;
  readonly validation?: DataInput;
  readonly metric?: MetricName;
  readonly seed: number;
}

/** Tables ready for a single training on one thread: of one larger than memory a sample, and `whole` for all of its rows. */
export interface LoadedRows {
  readonly prepared: Prepared;
  readonly source: Source;
  readonly whole?: WholeTable;
}

/** Reads the tables of a command that tries one setting; throws data and usage errors. */
export async function loadPrepared(options: LoadOptions): Promise<LoadedRows> {
  checkDataOptions(options);
  const { table, source, whole } = await loadData(options.data, { ...options, workers: 1 });
  const other = async (input: DataInput | undefined) =>
    input === undefined ? undefined : (await loadTable(input, options)).table;
  const prepared = prepare({
    table,
    testTable: await other(options.test),
    validationTable: await other(options.validation),
    data: dataOptionsOf(options),
    metric: options.metric,
    seed: options.seed,
  });
  return { prepared, source, ...(whole && { whole }) };
}
