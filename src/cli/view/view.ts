import type { TuneEvent } from '../../tune/event.js';
import type { OutputFlags } from '../flag/output.js';
import type { Terminal } from '../terminal.js';

/** Shows a run while it happens. */
export interface TuneView {
  event(event: TuneEvent): void;
  /** A line from the command itself. */
  say(text: string): void;
  /** Takes away what is not meant to stay; for when the run ended without its last event too. */
  close(): void;
}

export interface ViewOptions extends OutputFlags {
  readonly terminal: Terminal;
  readonly file: string;
  readonly target: string;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}
