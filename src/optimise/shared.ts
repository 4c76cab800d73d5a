import { SweetspotError, storageError } from '../error.js';
import { isFinished } from '../study/outcome.js';
import type { Change, Store } from '../study/store/store.js';
import type { StudyRecord } from '../study/trial.js';

// One process at a time adds trials to a study, for what it proposes depends on every trial before. Stores refuse changes that do not fit what they
// have, so nothing is lost or mixed up when two try; the one that comes too late ends, and hears why.

/** What a store's refusal to write `changes` means: another process has written to the study, or what the store says itself. */
export async function refusalOf(
  store: Store,
  record: StudyRecord,
  changes: readonly Change[],
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof SweetspotError)) return error;
  const kept = await store.load(record.name).catch(() => undefined);
  if (kept === undefined || !isOfOthers(kept, record, changes)) return error;
  return storageError(
    `another process has added trials to study "${record.name}" since this one began: ${error.message}`,
    'Let one process at a time go on with a study, with workers: 4 for trials side by side, or give each a study of its own.',
    error,
  );
}

/** Whether a study in its store has trials or endings that nobody here has written. */
function isOfOthers(kept: StudyRecord, record: StudyRecord, changes: readonly Change[]): boolean {
  const started = changes.filter(({ kind }) => kind === 'started').length;
  if (kept.trials.length > record.trials.length - started) return true;
  return changes.some((change) => {
    const trial = 'number' in change ? kept.trials[change.number] : undefined;
    return trial !== undefined && isFinished(trial);
  });
}
