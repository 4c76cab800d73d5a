import { proposeTarget } from '../data/propose-target.js';
import type { DataOptions } from '../data/task.js';
import type { MetricName } from '../model/metric-name.js';
import { parseBudget } from '../tune/budget.js';
import { inspectPrepared } from '../tune/inspect/inspect.js';
import type { Inspection } from '../tune/inspect/inspection.js';
import { prepare } from '../tune/prepare.js';
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
}

/** All that tuning would take for granted, without training; throws SweetspotErrors. */
export async function inspectIn<Input>(
  load: (input: Input) => Promise<Loaded>,
  options: InspectOptionsFor<Input> & { readonly workers: number },
): Promise<Inspection> {
  const { seed = 0, metric, workers } = options;
  checkWorkers(workers);
  checkSeed(options.seed);
  const budget = parseBudget(options.budget ?? '60s');
  const { table, source } = await load(options.data);
  const test = options.test === undefined ? undefined : await load(options.test);
  const proposed = options.target === undefined ? proposeTarget(table, options) : undefined;
  const data = dataOptionsOf({ ...options, target: options.target ?? proposed!.name });
  const prepared = prepare({ table, testTable: test?.table, data, metric, seed });
  return inspectPrepared({
    prepared,
    data: dataEvent(prepared, source, test?.source),
    proposed,
    budget,
    workers,
    seed,
  });
}
