import { Command } from 'commander';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import {
  addOutputFlags,
  dataFileOption,
  type OutputFlags,
  storageOption,
  validationFileOption,
} from '../flag/output.js';
import { assignment, collect, hyperparameter, time, workers } from '../flag/value.js';

interface WhatIfFlags extends OutputFlags {
  readonly raise?: readonly string[];
  readonly lower?: readonly string[];
  readonly budget?: string;
  readonly find?: boolean;
  readonly check: boolean;
  readonly workers?: number;
  readonly storage?: string;
  readonly data?: string;
  readonly validation?: string;
}

const names = collect(hyperparameter);

export function whatIfCommand(context: Context): Command {
  const command = new Command('what-if')
    .description(
      "Would a change help? Guesses at once, then trains the best setting's neighbours and answers with the size.",
    )
    .argument('<study>', 'the name of a study')
    .argument('<change>', 'as "batch_size=256"', assignment('the change'))
    .option('--raise <name>', 'raise this hyperparameter too, or NAME=VALUE; repeatable', names)
    .option('--lower <name>', 'lower this hyperparameter too, or NAME=VALUE; repeatable', names)
    .option('--find', 'look for the best values of those (default: of all others) instead')
    .option('--no-check', 'the guess alone: nothing is trained, and no data are read')
    .option('--budget <time>', 'how long: 20s, 2m (default: 20s)', time)
    .option('--workers <n>', 'threads that train (default: one a core)', workers)
    .addOption(storageOption())
    .addOption(dataFileOption())
    .addOption(validationFileOption())
    .addHelpText(
      'after',
      '\nFor example:\n  sweetspot what-if houses-1 "batch_size=256" --raise learning_rate --lower layers',
    );
  addOutputFlags(command, 'the answer');
  return command.action(async (study: string, change: string, flags: WhatIfFlags) => {
    context.exitCode = await run(study, change, flags, context);
  });
}

async function run(study: string, change: string, flags: WhatIfFlags, { terminal, job }: Context) {
  const { whatIfView } = await import('../view/what-if.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = whatIfView(flags, terminal);
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'judging the pairs that were trained');
  const { raise = [], lower = [], find, check, storage, data, validation, budget } = flags;
  try {
    const where = { study, storage, data, validation };
    const given = { ...where, change, raise, lower, find, check, budget, workers: flags.workers };
    view.verdict(await job.whatIf({ ...given, signal, onEvent: view.event }));
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } catch (error) {
    if (!signal.aborted) throw error;
    view.close();
    view.say(`stopped without an answer: ${error instanceof Error ? error.message : error}`);
    return exitCode.interrupted;
  } finally {
    view.close();
    stop();
  }
}
