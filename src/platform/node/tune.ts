import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DataOptions } from '../../data/task.js';
import { usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { parseBudget } from '../../tune/budget.js';
import type { DataEvent, FinishedEvent, TuneEvent } from '../../tune/event.js';
import { type Prepared, prepare } from '../../tune/prepare.js';
import type { Source } from '../../tune/study-start.js';
import { tuneStudy } from '../../tune/tune.js';
import { freeStudyName, homeFolder, storageFor } from './home.js';
import { writeModel } from './model-folder.js';
import { openStore } from './open-store.js';
import { type DataInput, loadTable } from './source.js';
import { workerRunner } from './worker-runner.js';

export interface TuneOptions extends DataOptions {
  /** The path of a CSV or TSV file, its bytes, or records. */
  readonly data: DataInput;
  /** The fixed measure that ranks trials; default rmse for numbers, log_loss for classes. */
  readonly metric?: MetricName;
  /** `60s`, `5m`, `1h` or `200 trials`; default 60s. */
  readonly budget?: string;
  /** Default 0. */
  readonly seed?: number;
  /** Worker threads; default one for each core. */
  readonly workers?: number;
  /** Another file (or bytes, or records) as the test part. */
  readonly test?: DataInput;
  /** The study's name; default the file's with a number. */
  readonly study?: string;
  /** `sqlite:///path`, a path, or `memory:`; default `studies.db` in the folder. */
  readonly storage?: string;
  /** The folder for everything; default `sweetspot`. */
  readonly out?: string;
  /** Goes on with the study of that name, or starts it when there is none. */
  readonly resume?: boolean;
  /** Aborted: the search ends, the best are confirmed in little time, and the result still comes. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TuneEvent) => void;
}

/** Finds the best network for a table, tests it honestly, saves the study and the model. Throws SweetspotErrors. */
export async function tune(options: TuneOptions): Promise<FinishedEvent> {
  const began = performance.now();
  const { seed = 0, workers = availableParallelism(), resume = false, out = homeFolder } = options;
  if (resume && options.study === undefined)
    throw usageError('--resume needs the name of the study to go on with.', 'Give it with --study NAME.');
  const budget = parseBudget(options.budget ?? '60s');
  const store = await openStore(storageFor(options.storage, out));
  const runner = workerRunner(workers);
  try {
    const { table, source } = await loadTable(options.data, options);
    const test = options.test === undefined ? undefined : await loadTable(options.test, options);
    const data = dataOptionsOf(options);
    const prepared = prepare({ table, testTable: test?.table, data, metric: options.metric, seed });
    options.onEvent?.(dataEvent(prepared, source, test?.source));
    const study = options.study ?? (await freeStudyName(store, source.file));
    return await tuneStudy({
      prepared,
      source,
      testSource: test?.source,
      data,
      budget,
      seed,
      study,
      store,
      resume,
      runner,
      engine: wasmEngine(),
      signal: options.signal,
      onEvent: options.onEvent,
      folder: out,
      saveModel: (model) => writeModel(model, join(out, study, 'model')),
      began,
    });
  } finally {
    await runner.close();
    await store.close();
  }
}

/** The part of the options that says what the data mean; it is kept with the study. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const { target, task, missing, dropBadRows, ignore, category, number, delimiter } = options;
  return { target, task, missing, dropBadRows, ignore, category, number, delimiter };
}

function dataEvent(prepared: Prepared, source: Source, testSource: Source | undefined): DataEvent {
  const { table, schema, task, classes, metric, direction, sizes, problem, folds } = prepared;
  const count = (kind: string) => schema.inputs.filter((column) => column.kind === kind).length;
  return {
    event: 'data',
    file: source.file,
    bytes: source.bytes,
    rows: table.rows,
    columns: table.columns.length,
    target: schema.target.name,
    task,
    classes: task === 'regression' ? undefined : classes,
    metric,
    direction,
    inputs: {
      number: count('number'),
      category: count('category'),
      boolean: count('boolean'),
      date: count('date'),
      encoded: problem.inputs,
    },
    split: { ...sizes, testFile: testSource?.file, folds },
    assumptions: schema.assumptions,
  };
}
