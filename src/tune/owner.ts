import { usageError } from '../error.js';
import type { Facts, Store } from '../study/store/store.js';
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
  throw ownedBy(mark, study, now);
}

const ownedBy = ({ id, seen }: Mark, study: string, now: number) =>
  usageError(
    `study "${study}" is being tuned by another process (${id}, seen ${Math.max(0, Math.round((now - seen) / 1000))} s ago).`,
    'Wait until it has finished, stop it, or name another study with --study.',
  );

/**
 * Marks the study as this owner's until the function that comes back is called. Throws when another run, begun at the same moment, has marked it
 * since.
 */
export async function own(
  log: StudyLog,
  store: Pick<Store, 'list'>,
  owner: Owner,
  now: () => number,
): Promise<() => void> {
  const mark = () => log.note({ owner: { id: owner.id, seen: now() } satisfies Mark });
  mark();
  await log.flush();
  const kept = (await store.list()).find(({ name }) => name === log.name)?.facts.owner as Mark | undefined;
  if (kept && kept.id !== owner.id) throw ownedBy(kept, log.name, now());
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
