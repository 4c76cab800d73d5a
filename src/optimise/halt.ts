import type { Limits } from './limits.js';

/** What ends trials in progress: the user, the clock, or the study that has what it wanted. */
export interface Halt {
  /** Why everything has to end; undefined before that. Looks at the clock itself, for an objective that never waits starves timers. */
  reason(): string | undefined;
  now(reason: string): void;
  /** Resolves to the reason. */
  readonly promise: Promise<string>;
  clear(): void;
}

export function halting({ signal, seconds }: Limits): Halt {
  const deadline = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000;
  const over = `its ${seconds} s are over`;
  const interrupted = 'it was interrupted';
  let known: string | undefined;
  let resolve: (reason: string) => void;
  const promise = new Promise<string>((give) => {
    resolve = give;
  });
  const now = (reason: string) => {
    known ??= reason;
    resolve(known);
  };
  const abort = () => now(interrupted);
  signal?.addEventListener('abort', abort, { once: true });
  const timer =
    seconds === undefined ? undefined : setTimeout(() => now(over), Math.min(seconds * 1000, longest));
  return {
    reason() {
      if (signal?.aborted) now(interrupted);
      else if (Date.now() >= deadline) now(over);
      return known;
    },
    now,
    promise,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

/** The longest time that a timer can wait, in milliseconds; a longer one would fire at once. */
export const longest = 0x7fffffff;

/** Lets timers and events have their turn now and then, where a loop would otherwise never wait for them. */
export function breathing(): () => Promise<void> | undefined {
  let last = Date.now();
  return () => {
    if (Date.now() - last < 20) return undefined;
    return new Promise<void>((resolve) => {
      setTimeout(() => {
        last = Date.now();
        resolve();
      });
    });
  };
}
