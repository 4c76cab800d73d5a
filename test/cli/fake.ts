import { readFileSync } from 'node:fs';
import type { Job } from '../../src/cli/job.js';
import type { Stream, Terminal } from '../../src/cli/terminal.js';
import type { FinishedEvent, TuneEvent } from '../../src/tune/event.js';

export interface FakeStream extends Stream {
  readonly writes: string[];
  text(): string;
  resize(columns: number): void;
}

export function fakeStream(isTerminal: boolean, columns = 80, rows = 40): FakeStream {
  const writes: string[] = [];
  let now = columns;
  return {
    isTerminal,
    writes,
    size: () => ({ columns: now, rows }),
    resize: (next) => {
      now = next;
    },
    write: (text) => void writes.push(text),
    text: () => writes.join(''),
  };
}

export interface FakeTerminal extends Terminal {
  readonly out: FakeStream;
  readonly err: FakeStream;
  readonly exits: number[];
  /** Presses Ctrl-C. */
  interrupt(): void;
}

export interface FakeOptions {
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly env?: Record<string, string>;
}

export function fakeTerminal({ terminal = false, columns = 80, env = {} }: FakeOptions = {}): FakeTerminal {
  const listeners = new Set<() => void>();
  const exits: number[] = [];
  return {
    out: fakeStream(terminal, columns),
    err: fakeStream(terminal, columns),
    env,
    exits,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    exit: (code) => void exits.push(code),
  };
}

const missing = (name: string) => async () => {
  throw new Error(`${name} was not expected`);
};

/** A job of which only the given parts may be called. */
export const fakeJob = (parts: Partial<Job>): Job => ({
  tune: missing('tune'),
  remembered: missing('remembered'),
  inspect: missing('inspect'),
  train: missing('train'),
  lrFind: missing('lrFind'),
  predict: missing('predict'),
  replay: missing('replay'),
  whatIf: missing('whatIf'),
  onTrial: missing('onTrial'),
  report: missing('report'),
  openStore: missing('openStore'),
  listCaches: missing('listCaches'),
  clearCaches: missing('clearCaches'),
  ...parts,
});

export const recorded = (name: string): TuneEvent[] =>
  readFileSync(new URL(`recorded/${name}.ndjson`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

export const finishedOf = (events: readonly TuneEvent[]) => events.at(-1) as FinishedEvent;

/** A job whose tuning plays a recording. */
export const playing = (events: readonly TuneEvent[], changes: Partial<FinishedEvent> = {}): Job =>
  fakeJob({
    async tune({ onEvent }) {
      for (const event of events) onEvent?.(event);
      return { ...finishedOf(events), ...changes };
    },
  });
