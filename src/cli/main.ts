import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { usageError } from '../error.js';
import type { Context } from './context.js';
import { exitCode } from './exit-code.js';
import { reportFailure } from './failure.js';
import { type Job, nodeJob } from './job.js';
import { createProgram } from './program.js';
import { processTerminal, type Terminal } from './terminal.js';

/** Runs one command line and answers with its exit code; never throws. */
export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
  job: Job = nodeJob,
): Promise<number> {
  const context: Context = { terminal, job, exitCode: exitCode.fine };
  const program = createProgram(context);
  try {
    if (args.length === 0) program.help();
    await program.parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return reportFailure(forgottenTune(error, args) ?? error, terminal, args.includes('--json'));
  }
}

/** `sweetspot houses.csv --target price`: a file where a command belongs. */
function forgottenTune(error: unknown, args: readonly string[]) {
  const [first] = args;
  if (!(error instanceof CommanderError) || error.code !== 'commander.unknownCommand') return undefined;
  if (!first || !existsSync(first)) return undefined;
  return usageError(
    `"${first}" is a file, and the first word must be a command.`,
    `Tune on it with: sweetspot tune ${args.join(' ')}`,
  );
}
