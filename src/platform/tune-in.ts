import type { DataOptions } from '../data/task.js';
import { usageError } from '../error.js';
import type { MetricName } from '../model/metric-name.js';
import type { Model } from '../model/model.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { reportPage } from '../report/page.js';
import type { Store } from '../study/store/store.js';
import { type Budget, parseBudget } from '../tune/budget.js';
import type { EngineName } from '../tune/engine-name.js';
import type { FinishedEvent, TuneEvent } from '../tune/event.js';
import { headsUp } from '../tune/heads-up.js';
import type { MethodName } from '../tune/method.js';
import type { Owner } from '../tune/owner.js';
import { prepare } from '../tune/prepare.js';
import type { Runner } from '../tune/runner.js';
import { tuneStudy } from '../tune/tune.js';
import { checkDataOptions } from './check-data-options.js';
import { checkEngine, checkSeed, checkStudyName, checkWorkers } from './check-options.js';
import { dataEvent } from './data-event.js';
import { dataOptionsOf } from './data-options.js';
import type { Loaded } from './loaded.js';
import { freeStudyName } from './study-name.js';

/** The options of tuning that mean the same in every environment; `Input` is what it can read rows from. */
export interface TuneOptionsFor<Input> extends DataOptions {
  readonly data: Input;
  /** The fixed measure that ranks trials; default rmse for numbers, log_loss for classes. */
  readonly metric?: MetricName;
  /** `60s`, `5m`, `1h` or `200 trials`; default 60s. */
  readonly budget?: string;
  /** For a study that goes on: a budget on top of what it has used, instead of `budget`. */
  readonly for?: string;
  /** A whole number from 0 to 4,294,967,295; default 0. */
  readonly seed?: number;
  /** How many trials train at once, 1 to 256; default one for each core. */
  readonly workers?: number;
  /** What trains: `plain`, the same bits on every machine (default), or `fused`, faster, where the runtime has fused multiply-add. */
  readonly engine?: EngineName;
  /** How settings are searched: `halving` ends trials at rungs for good (default); `course` pauses them and goes on with the best. */
  readonly method?: MethodName;
  /** Other rows as the test part, given as the data are. */
  readonly test?: Input;
  /** Other rows that validate in search and confirmation, given as the data are; those of `data` then all train. */
  readonly validation?: Input;
  /** The study's name, which becomes a folder's; default the file's with a number. */
  readonly study?: string;
  /** Whether to draw the report with its charts; default true. */
  readonly report?: boolean;
  /** Aborted: the search ends, the best are confirmed in little time, and the result still comes. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TuneEvent) => void;
}

/** What an environment brings to tuning: where rows, workers and studies are, and where the model goes. */
export interface Place<Input> {
  openStore(): Promise<Store>;
  startRunner(engine: EngineName): Runner;
  load(input: Input): Promise<Loaded>;
  /** The same for the rows that are trained on, which may be too many for memory. */
  loadData?(input: Input): Promise<Loaded>;
  /** Keeps the model and returns where it is, as people see it. */
  saveModel(model: Model, study: string): Promise<string>;
  /** Keeps the report's page and returns where it is, as people see it. */
  saveReport(page: string, study: string): Promise<string>;
  /** Where everything goes, as people see it. */
  readonly folder: string;
  readonly resume: boolean;
  /** Who this run is, for others that would tune the same study. */
  readonly owner: Owner;
  /** Whether something is kept under a study's name already, such as the model of a deleted study. */
  readonly isUsed?: (study: string) => boolean;
}

/** The whole job in an environment, from the options to the `finished` event; throws SweetspotErrors. */
export async function tuneIn<Input>(
  place: Place<Input>,
  options: TuneOptionsFor<Input>,
): Promise<FinishedEvent> {
  const began = performance.now();
  const { seed = 0, metric, engine = 'plain', signal, onEvent } = options;
  checkWorkers(options.workers);
  checkSeed(options.seed);
  checkEngine(options.engine);
  checkStudyName(options.study);
  checkDataOptions(options);
  const budget = budgetOf(options, place.resume);
  const store = await place.openStore();
  const runner = place.startRunner(engine);
  try {
    const { table, source, whole } = await (place.loadData ?? place.load)(options.data);
    const test = options.test === undefined ? undefined : await place.load(options.test);
    const validation = options.validation === undefined ? undefined : await place.load(options.validation);
    const data = { ...dataOptionsOf(options), ...(whole && { cache: options.cache ?? true }) };
    const others = { testTable: test?.table, validationTable: validation?.table };
    const inMemory = prepare({ table, ...others, data, metric, seed });
    const prepared = whole === undefined ? inMemory : await whole.prepared(inMemory, data);
    const about = dataEvent(prepared, source, { test: test?.source, validation: validation?.source });
    onEvent?.(about);
    const warnings = headsUp(prepared, seed);
    for (const warning of warnings) onEvent?.({ event: 'warning', ...warning });
    const study = options.study ?? (await freeStudyName(store, source.file, place.isUsed));
    return await tuneStudy({
      prepared,
      source,
      testSource: test?.source,
      validationSource: validation?.source,
      data,
      warnings,
      budget,
      onTop: options.for !== undefined,
      seed,
      study,
      store,
      resume: place.resume,
      owner: place.owner,
      runner,
      engine: wasmEngine(),
      trainedOn: engine,
      method: options.method,
      signal,
      onEvent,
      folder: place.folder,
      saveModel: (model) => place.saveModel(model, study),
      about,
      saveReport:
        options.report === false ? undefined : (record) => place.saveReport(reportPage(record), study),
      // Making a cache may take longer than the budget, and is done once.
      began: whole === undefined ? began : performance.now(),
    });
  } finally {
    await runner.close();
    await store.close();
  }
}

function budgetOf(options: { readonly budget?: string; readonly for?: string }, resume: boolean): Budget {
  if (options.for === undefined) return parseBudget(options.budget ?? '60s');
  if (!resume)
    throw usageError('--for continues a study, but --resume is not given.', 'Add --resume, or use --budget.');
  if (options.budget !== undefined)
    throw usageError(
      'both --budget and --for are given: the one is for the study as a whole, the other on top of what it has used.',
      'Give one of them.',
    );
  return parseBudget(options.for, '--for');
}
