import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { usageError } from '../../error.js';
import type { FinishedEvent } from '../../tune/event.js';
import { type Place, type TuneOptionsFor, tuneIn } from '../tune-in.js';
import type { ReadingEvent } from '../whole-table.js';
import { loadData } from './big/load-data.js';
import { homeFolder, storageFor } from './home.js';
import { writeModel } from './model-folder.js';
import { openStore } from './open-store.js';
import { type DataInput, loadTable } from './source.js';
import { thisProcess } from './this-process.js';
import { threadRunner } from './thread-runner.js';
import { writePage } from './write-page.js';

export interface TuneOptions extends TuneOptionsFor<DataInput> {
  /** The path of a CSV or TSV file, its bytes, or records. */
  readonly data: DataInput;
  /** `sqlite:///path`, a path, or `memory:`; default `studies.db` in the folder. */
  readonly storage?: string;
  /** The folder for everything; default `sweetspot`. */
  readonly out?: string;
  /** Told how far reading a large file has come. */
  readonly onReading?: (event: ReadingEvent) => void;
  /** Goes on with the study of that name, or starts it when there is none. */
  readonly resume?: boolean;
}

/** Finds the best network for a table, tests it honestly, saves the study and the model. Throws SweetspotErrors. */
export async function tune(options: TuneOptions): Promise<FinishedEvent> {
  const { storage, workers = availableParallelism(), resume = false, out = homeFolder } = options;
  if (resume && options.study === undefined)
    throw usageError('--resume needs the name of the study to go on with.', 'Give it with --study NAME.');
  const place: Place<DataInput> = {
    openStore: () => openStore(storageFor(storage, out)),
    startRunner: (engine) => threadRunner(workers, engine),
    load: (input) => loadTable(input, options),
    loadData: (input) => loadData(input, { ...options, workers }),
    saveModel: (model, study) => writeModel(model, join(out, study, 'model')),
    saveReport: (page, study) => writePage(page, join(out, study, 'report.html')),
    folder: out,
    isUsed: (study) => existsSync(join(out, study)),
    resume,
    owner: thisProcess(),
  };
  return tuneIn(place, options);
}
