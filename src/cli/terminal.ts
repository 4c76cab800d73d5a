/** One of the two places to write to. */
export interface Stream {
  readonly isTerminal: boolean;
  /** Columns and rows of the window now; 80 × 24 when it is not a terminal. */
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
}

/** All that the commands know of the process around them, so that tests can put another in its place. */
export interface Terminal {
  /** Results. */
  readonly out: Stream;
  /** Progress, questions and errors. */
  readonly err: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls `listener` at each Ctrl-C instead of ending the process; returns how to stop that. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  return {
    isTerminal: stream.isTTY === true,
    size: () => ({ columns: stream.columns || 80, rows: stream.rows || 24 }),
    write: (text) => void stream.write(text),
  };
}

/** `sweetspot … | head` closes the pipe: that is no error. */
function endQuietlyWithPipe(stream: NodeJS.WriteStream) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

export function processTerminal(): Terminal {
  endQuietlyWithPipe(process.stdout);
  endQuietlyWithPipe(process.stderr);
  return {
    out: streamOf(process.stdout),
    err: streamOf(process.stderr),
    env: process.env,
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      return () => void process.off('SIGINT', listener);
    },
    exit: (code) => process.exit(code),
  };
}
