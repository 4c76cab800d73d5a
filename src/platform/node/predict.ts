import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { predict as predictTable } from '../../model/predict.js';
import { predictionCsv } from '../../model/prediction-csv.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import { readModel } from './model-folder.js';
import { type DataInput, loadTable } from './source.js';

export interface PredictOptions {
  /** The model's folder. */
  readonly model: string;
  readonly data: DataInput;
  /** Where to write; without it the text is returned. */
  readonly out?: string;
}

export interface Predicted {
  readonly rows: number;
  readonly text?: string;
  readonly out?: string;
}

/** Appends `prediction` (and `probability_<class>`) to the rows of a table, as CSV. */
export async function predict({ model: folder, data, out }: PredictOptions): Promise<Predicted> {
  const model = await readModel(folder);
  const { table } = await loadTable(data, {});
  const lines = predictionCsv(table, predictTable(model, table, wasmEngine()));
  if (out === undefined) return { rows: table.rows, text: [...lines].join('') };
  await mkdir(dirname(out), { recursive: true });
  await pipeline(Readable.from(lines), createWriteStream(out));
  return { rows: table.rows, out };
}
