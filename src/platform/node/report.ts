import { dirname, join } from 'node:path';
import { reportPage } from '../../report/page.js';
import type { FinishedEvent } from '../../tune/event.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';
import { writePage } from './write-page.js';

export interface ReportOptions {
  readonly study: string;
  /** `sqlite:///path` or a path; default `sweetspot/studies.db`. */
  readonly storage?: string;
  /** The file to write; default `report.html` beside the study's model. */
  readonly out?: string;
}

/** Where a report was written. */
export interface Reported {
  readonly study: string;
  readonly reportFile: string;
}

/** Draws the report of a finished study again, by what the study holds alone. Throws SweetspotErrors. */
export async function report({ study, storage, out }: ReportOptions): Promise<Reported> {
  const store = await openStore(storageFor(storage, homeFolder), { create: false });
  try {
    const record = await store.load(study);
    const page = reportPage(record);
    const { model } = record.facts.finished as FinishedEvent;
    return { study, reportFile: await writePage(page, out ?? join(dirname(model), 'report.html')) };
  } finally {
    await store.close();
  }
}
