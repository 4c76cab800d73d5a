import { usageError } from '../../error.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { askedSetting } from '../../tune/asked-setting.js';
import { lrFind as find, type LrFound } from '../../tune/lr-find.js';
import { type Prepared, prepare } from '../../tune/prepare.js';
import { checkDataOptions } from '../check-data-options.js';
import { checkSeed } from '../check-options.js';
import { dataOptionsOf } from '../data-options.js';
import { loadData } from './big/load-data.js';
import { loadTable } from './source.js';
import type { TuneOptions } from './tune.js';

export interface LrFindOptions
  extends Omit<
    TuneOptions,
    'budget' | 'workers' | 'study' | 'storage' | 'resume' | 'onEvent' | 'engine' | 'out'
  > {
  /** `batch_size=64`, …: what differs from the rules of thumb. */
  readonly set?: readonly string[];
  /** From how many first weights rates are tested, 3 to 100; default 5. */
  readonly tests?: number;
  readonly onTest?: (done: number, of: number) => void;
}

const usualTests = 5;
const [fewestTests, mostTests] = [3, 100];

/**
 * Learning-rate range tests of one setting, and its gradient noise scale: where it learns, where it blows up, and up to which size larger
 * mini-batches save steps. Seconds; nothing is stored. Throws a usage error for a setting that there is not, a data error for a table that cannot be read.
 */
export async function lrFind(options: LrFindOptions): Promise<LrFound> {
  const { seed = 0, tests = usualTests, set = [], signal, onTest } = options;
  checkSeed(seed);
  checkTests(tests);
  checkDataOptions(options);
  const prepared = await load({ ...options, seed });
  return find({
    ...{ prepared, engine: wasmEngine(), seed, tests, signal },
    setting: askedSetting(prepared, set),
    keepsRate: set.some((each) => /^\s*learning[-_]rate\s*=/.test(each)),
    onTest: (done) => onTest?.(done, tests),
  });
}

/** Of a table larger than memory, the sample alone: a few hundred steps see no more. */
async function load(options: LrFindOptions & { readonly seed: number }): Promise<Prepared> {
  const { table } = await loadData(options.data, { ...options, workers: 1 });
  const { test, validation, metric, seed } = options;
  return prepare({
    table,
    testTable: test === undefined ? undefined : (await loadTable(test, options)).table,
    validationTable: validation === undefined ? undefined : (await loadTable(validation, options)).table,
    ...{ data: dataOptionsOf(options), metric, seed },
  });
}

function checkTests(tests: number) {
  if (Number.isInteger(tests) && tests >= fewestTests && tests <= mostTests) return;
  throw usageError(
    `tests is ${tests}; it has to be a whole number from ${fewestTests} to ${mostTests}.`,
    `Leave it out for ${usualTests}.`,
  );
}
