import { applyChanges } from '../study/store/change.js';
import type { Change, Store } from '../study/store/store.js';
import type { StudyRecord } from '../study/trial.js';
import { refusalOf } from './shared.js';

/** A study while it runs: its record in memory for those who decide, and every change on its way to the store. */
export interface Ledger {
  readonly record: StudyRecord;
  /** Makes changes to the record at once; throws when one may not be made, and then makes none. */
  apply(...changes: Change[]): void;
  /** Writes what is waiting, in one transaction; what was applied before is safe when it returns. */
  flush(): Promise<void>;
}

export function ledger(store: Store, begun: StudyRecord): Ledger {
  let record = begun;
  let waiting: Change[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const changes = waiting;
    waiting = [];
    try {
      if (changes.length > 0) await store.write(begun.name, changes);
    } catch (error) {
      waiting = [...changes, ...waiting];
      throw await refusalOf(store, record, waiting, error);
    }
  }

  return {
    get record() {
      return record;
    },
    apply(...changes) {
      record = applyChanges(record, changes);
      waiting.push(...changes);
    },
    flush() {
      const written = writing.then(write);
      writing = written.catch(() => {});
      return written;
    },
  };
}
