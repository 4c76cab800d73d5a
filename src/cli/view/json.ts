import type { Terminal } from '../terminal.js';
import type { TuneView } from './view.js';

/** Events for programs; progress is for the screen only. */
export function jsonView({ out, err }: Terminal): TuneView {
  return {
    event: (event) => event.event !== 'progress' && out.write(`${JSON.stringify(event)}\n`),
    say: (text) => err.write(`${text}\n`),
    close: () => {},
  };
}
