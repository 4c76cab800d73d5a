import { dirname, join } from 'node:path';
import { reportPage } from '../../report/page.js';
import type { StudyRecord } from '../../study/trial.js';
import type { FinishedEvent } from '../../tune/event.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';
import { writePage } from './write-page.js';

export interface ReportOptions {
  readonly study: string;
  /** `sqlite:///path` or a path; default `sweetspot/studies.db`. */
  readonly storage?: string;
  /** The file to write; default `report.html` beside the study's model, or where that would be. */
  readonly out?: string;
}

/** Where a report was written. */
export interface Reported {
  readonly study: string;
  readonly reportFile: string;
}

/** Draws the report of a study, by what the study holds alone; one without an end, or that Optuna made, has what its trials say. Throws SweetspotErrors. */
export async function report({ study, storage, out }: ReportOptions): Promise<Reported> {
  const store = await openStore(storageFor(storage, homeFolder), { create: false });
  try {
    const record = await store.load(study);
    const page = reportPage(record);
    return { study, reportFile: await writePage(page, out ?? join(folderOf(record), 'report.html')) };
  } finally {
    await store.close();
  }
}

/** Beside the model; of a study that has none, the folder that `tune` would give to its name. */
function folderOf({ name, facts }: StudyRecord): string {
  const finished = facts.finished as FinishedEvent | null | undefined;
  return finished ? dirname(finished.model) : join(homeFolder, name.replace(/[^\p{L}\p{N}._-]+/gu, '-'));
}
