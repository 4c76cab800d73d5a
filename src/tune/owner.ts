import { usageError } from '../error.js';
import type { Facts } from '../study/store/store.js';
import type { StudyLog } from './study-log.js';

/** Who adds trials to a study; one at a time may. */
export interface Owner {
  /** Of one run in one process of one machine. */
  readonly id: string;
  /** Whether the process of another run still lives; undefined where that cannot be seen from here. */
  isAlive(id: string): boolean | undefined;
}

interface Mark {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly seen: number;
}

const beat = 10_000;
/** An owner that has not been seen for so long is taken for gone. */
const patience = 6 * beat;

/** Throws when a study is being tuned by another run that is there still. */
export function refuseOwned(study: string, facts: Facts, owner: Owner, now: number) {
  const mark = facts.owner as Mark | null | undefined;
  if (!mark || mark.id === owner.id || now - mark.seen > patience || owner.isAlive(mark.id) === false) return;
  throw usageError(
    `study "${study}" is being tuned by another process (${mark.id}, seen ${Math.max(0, Math.round((now - mark.seen) / 1000))} s ago).`,
    'Wait until it has finished, stop it, or name another study with --study.',
  );
}

/** Marks the study as this owner's until the function that comes back is called. */
export function own(log: StudyLog, owner: Owner, now: () => number): () => void {
  const mark = () => log.note({ owner: { id: owner.id, seen: now() } satisfies Mark });
  mark();
  // A disk that is full is noticed, and said, by the next trial that ends.
  const timer = setInterval(() => {
    mark();
    log.flush().catch(() => undefined);
  }, beat);
  return () => {
    clearInterval(timer);
    log.note({ owner: null });
  };
}
