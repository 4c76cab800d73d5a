import type { ReadOptions } from '../../data/read-table.js';
import { loadModel } from '../../model/file/load.js';
import type { ModelFiles } from '../../model/file/save.js';
import { type IntervalChoice, withInterval } from '../../model/interval/with-interval.js';
import { type Prediction, predict as predictTable, strangeCellsFor } from '../../model/predict.js';
import { predictionCsv } from '../../model/prediction-csv.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { type DataInput, loadTable } from './source.js';

export interface PredictOptions extends Omit<ReadOptions, 'dropBadRows'> {
  /** The model's files, as `tune` gave them or as they were fetched. */
  readonly model: ModelFiles;
  readonly data: DataInput;
  /** For numbers: the share of new rows whose truth the interval should hold, above 0 and below 1, or `none`; default 0.9. */
  readonly interval?: IntervalChoice;
}

export interface Predicted {
  readonly rows: number;
  /** Numbers with their intervals, or classes with their probabilities. */
  readonly prediction: Prediction;
  /** A sentence for each column with cells that say nothing to the model, and what they were taken for. */
  readonly remarks: readonly string[];
  readonly text: string;
}

/** Appends `prediction` (and `prediction_low`, `prediction_high`; for classes `probability_<class>`) to the rows of a table, as CSV. */
export async function predict({
  model: files,
  data,
  interval,
  ...reading
}: PredictOptions): Promise<Predicted> {
  const model = loadModel(files);
  const { table } = await loadTable(data, reading);
  const prediction = withInterval(model, predictTable(model, table, wasmEngine()), interval);
  const text = [...predictionCsv(table, prediction)].join('');
  return { rows: table.rows, prediction, remarks: strangeCellsFor(model, table), text };
}
