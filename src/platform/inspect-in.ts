import { proposeTarget } from '../data/propose-target.js';
import { splitColumn, splitWay } from '../data/split/way.js';
import type { DataOptions } from '../data/task.js';
import type { MetricName } from '../model/metric-name.js';
import { parseBudget } from '../tune/budget.js';
import { inspectPrepared } from '../tune/inspect/inspect.js';
import type { Inspection } from '../tune/inspect/inspection.js';
import { prepare } from '../tune/prepare.js';
import { asOfWhole } from '../tune/whole/with-stored.js';
import { checkDataOptions } from './check-data-options.js';
import { checkSeed, checkWorkers } from './check-options.js';
import { dataEvent } from './data-event.js';
import { dataOptionsOf } from './data-options.js';
import type { Loaded } from './loaded.js';

/** The options of inspecting that mean the same in every environment: those of tuning that change what it would assume. */
export interface InspectOptionsFor<Input> extends Omit<DataOptions, 'target'> {
  readonly data: Input;
  /** What to predict; without it one column is proposed. */
  readonly target?: DataOptions['target'];
  /** Default rmse for numbers, log_loss for classes. */
  readonly metric?: MetricName;
  /** `60s`, `5m`, `1h` or `200 trials`; default 60s. */
  readonly budget?: string;
  /** Default 0. */
  readonly seed?: number;
  /** How many trials would train at once; default one for each core. */
  readonly workers?: number;
  /** Other rows as the test part, given as the data are. */
  readonly test?: Input;
  /** Other rows that validate, given as the data are. */
  readonly validation?: Input;
}

/** All that tuning would take for granted, without training; throws SweetspotErrors. */
export async function inspectIn<Input>(
  load: (input: Input) => Promise<Loaded>,
  options: InspectOptionsFor<Input> & { readonly workers: number },
  loadData = load,
): Promise<Inspection> {
  const { seed = 0, metric, workers } = options;
  checkWorkers(workers);
  checkSeed(options.seed);
  checkDataOptions(options);
  const budget = parseBudget(options.budget ?? '60s');
  const { table, source, whole } = await loadData(options.data);
  const test = options.test === undefined ? undefined : await load(options.test);
  const validation = options.validation === undefined ? undefined : await load(options.validation);
  const proposed = options.target === undefined ? proposeTarget(table, withoutSplit(options)) : undefined;
  const data = dataOptionsOf({ ...options, target: options.target ?? proposed!.name });
  const others = { testTable: test?.table, validationTable: validation?.table };
  const inMemory = prepare({ table, ...others, data, metric, seed });
  const prepared = whole === undefined ? inMemory : asOfWhole(inMemory, whole.rows);
  return inspectPrepared({
    prepared,
    data: dataEvent(prepared, source, { test: test?.source, validation: validation?.source }),
    proposed,
    budget,
    workers,
    seed,
  });
}

/** What decides the split is not what is predicted. */
function withoutSplit<Options extends Omit<DataOptions, 'target'>>(options: Options): Options {
  const by = splitColumn(splitWay(options.split));
  return by === undefined ? options : { ...options, ignore: [...(options.ignore ?? []), by] };
}
