import type { ReadOptions } from '../../data/read-table.js';
import { type IntervalChoice, withInterval } from '../../model/interval/with-interval.js';
import { type Prediction, predict as predictTable, strangeCellsFor } from '../../model/predict.js';
import { predictionCsv } from '../../model/prediction-csv.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { readModel } from './model-folder.js';
import { type DataInput, loadTable } from './source.js';
import { writeWhole } from './write-whole.js';

export interface PredictOptions extends Omit<ReadOptions, 'dropBadRows'> {
  /** The model's folder. */
  readonly model: string;
  readonly data: DataInput;
  /** Where to write; without it the text is returned. */
  readonly out?: string;
  /** For numbers: the share of new rows whose truth the interval should hold, above 0 and below 1, or `none`; default 0.9. */
  readonly interval?: IntervalChoice;
}

export interface Predicted {
  readonly rows: number;
  /** Numbers with their intervals, or classes with their probabilities. */
  readonly prediction: Prediction;
  /** A sentence for each column with cells that say nothing to the model, and what they were taken for. */
  readonly remarks: readonly string[];
  readonly text?: string;
  readonly out?: string;
}

/** Appends `prediction` (and `prediction_low`, `prediction_high`; for classes `probability_<class>`) to the rows of a table, as CSV. */
export async function predict(options: PredictOptions): Promise<Predicted> {
  const { model: folder, data, out, interval } = options;
  const model = await readModel(folder);
  const { table } = await loadTable(data, options);
  const prediction = withInterval(model, predictTable(model, table, wasmEngine()), interval);
  const remarks = strangeCellsFor(model, table);
  const lines = predictionCsv(table, prediction);
  if (out === undefined) return { rows: table.rows, prediction, remarks, text: [...lines].join('') };
  await writeWhole(out, lines, 'Make room, or name another file with --out.');
  return { rows: table.rows, prediction, remarks, out };
}
