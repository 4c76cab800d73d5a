import { type ModelFiles, saveModel } from '../../model/file/save.js';
import { memoryStore } from '../../study/store/memory.js';
import type { FinishedEvent } from '../../tune/event.js';
import { type TuneOptionsFor, tuneIn } from '../tune-in.js';
import { pageRunner } from './page-runner.js';
import { type DataInput, loadTable } from './source.js';

export interface TuneOptions extends TuneOptionsFor<DataInput> {
  /** CSV or TSV text, its bytes, a `File` or `Blob`, or records. */
  readonly data: DataInput;
}

/** The `finished` event, and the model as the bytes of its files. */
export interface Tuned extends FinishedEvent {
  readonly files: ModelFiles;
  /** The report with its charts: one HTML page that needs nothing else; absent with `report: false`. */
  readonly page?: string;
}

/** Finds the best network for a table and tests it honestly, all in the page; the study lives as long as the call. Throws SweetspotErrors. */
export async function tune(options: TuneOptions): Promise<Tuned> {
  const { workers = navigator.hardwareConcurrency } = options;
  let files!: ModelFiles;
  let page: string | undefined;
  const finished = await tuneIn<DataInput>(
    {
      openStore: async () => memoryStore(),
      startRunner: (engine) => pageRunner(workers, engine),
      load: (input) => loadTable(input, options),
      async saveModel(model, study) {
        files = saveModel(model);
        return `${study}/model`;
      },
      async saveReport(html, study) {
        page = html;
        return `${study}/report.html`;
      },
      folder: 'memory',
      resume: false,
      // The study lives as long as the call: nobody else can see it.
      owner: { id: 'page', isAlive: () => undefined },
    },
    options,
  );
  return { ...finished, files, page };
}
