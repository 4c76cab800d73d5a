import { exitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Ctrl-C once aborts the signal, so that work is finished and reported; twice ends the process. */
export function finishOnInterrupt(terminal: Terminal, say: (text: string) => void, doing: string) {
  const controller = new AbortController();
  const stop = terminal.onInterrupt(() => {
    if (controller.signal.aborted) {
      say('stopped; every trial that was finished is saved, and --resume goes on from there');
      return terminal.exit(exitCode.interrupted);
    }
    say(`finishing: ${doing}; press Ctrl-C again to stop at once`);
    controller.abort();
  });
  return { signal: controller.signal, stop };
}
