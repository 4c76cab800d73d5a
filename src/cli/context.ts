import type { Job } from './job.js';
import type { Terminal } from './terminal.js';

/** What every command is given. */
export interface Context {
  readonly terminal: Terminal;
  readonly job: Job;
  /** What the shell will be told. */
  exitCode: number;
}
