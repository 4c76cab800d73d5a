import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { cacheCommand } from './command/cache.js';
import { explainCommand } from './command/explain.js';
import { inspectCommand } from './command/inspect.js';
import { lrFindCommand } from './command/lr-find.js';
import { predictCommand } from './command/predict.js';
import { replayCommand } from './command/replay.js';
import { reportCommand } from './command/report.js';
import { studiesCommand } from './command/studies.js';
import { trainCommand } from './command/train.js';
import { tuneCommand } from './command/tune.js';
import { whatIfCommand } from './command/what-if.js';
import type { Context } from './context.js';

/** The command line as data: every command with its flags; nothing runs until it is parsed. */
export function createProgram(context: Context): Command {
  const program = new Command('sweetspot')
    .description(
      'Finds the hyperparameters of a neural network for your table, and tells you why they are right.',
    )
    .version(version(), '-v, --version')
    .addHelpText('after', `\n${example}`);
  const commands = [
    tuneCommand,
    inspectCommand,
    predictCommand,
    whatIfCommand,
    explainCommand,
    trainCommand,
    lrFindCommand,
    studiesCommand,
    replayCommand,
    reportCommand,
    cacheCommand,
  ];
  for (const command of commands) program.addCommand(command(context));
  return prepare(program, context);
}

const example = `Begin with:
  sweetspot tune houses.csv --target price
  sweetspot tune --help`;

/** Commander must neither write errors nor end the process: `main` does both. */
function prepare(command: Command, context: Context): Command {
  const { out } = context.terminal;
  command.exitOverride().configureOutput({
    writeOut: (text) => out.write(text),
    writeErr: () => {},
    outputError: () => {},
    getOutHelpWidth: () => Math.min(out.size().columns, 100),
  });
  for (const child of command.commands) prepare(child, context);
  return command;
}

const version = () =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version as string;
