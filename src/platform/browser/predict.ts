import { loadModel } from '../../model/file/load.js';
import type { ModelFiles } from '../../model/file/save.js';
import { predict as predictTable } from '../../model/predict.js';
import { predictionCsv } from '../../model/prediction-csv.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { type DataInput, loadTable } from './source.js';

export interface PredictOptions {
  /** The model's files, as `tune` gave them or as they were fetched. */
  readonly model: ModelFiles;
  readonly data: DataInput;
}

export interface Predicted {
  readonly rows: number;
  readonly text: string;
}

/** Appends `prediction` (and `probability_<class>`) to the rows of a table, as CSV. */
export async function predict({ model: files, data }: PredictOptions): Promise<Predicted> {
  const model = loadModel(files);
  const { table } = await loadTable(data);
  const text = [...predictionCsv(table, predictTable(model, table, wasmEngine()))].join('');
  return { rows: table.rows, text };
}
