import { Command } from 'commander';
import { usageError } from '../../error.js';
import type { EngineName } from '../../tune/engine-name.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import {
  addOutputFlags,
  dataFileOption,
  type OutputFlags,
  storageOption,
  validationFileOption,
} from '../flag/output.js';
import { engine, integer } from '../flag/value.js';

interface ReplayFlags extends OutputFlags {
  readonly final?: boolean;
  readonly engine?: EngineName;
  readonly storage?: string;
  readonly data?: string;
  readonly validation?: string;
}

export function replayCommand(context: Context): Command {
  const command = new Command('replay')
    .description('Train a trial, or the final model, again and check that every bit is the same.')
    .argument('<study>', 'the name of a study')
    .argument('[trial]', "a trial's number", integer('the trial', 0, '37'))
    .option('--final', 'the final model')
    .option('--engine <name>', 'plain or fused: refused unless the study was trained on it', engine)
    .addOption(storageOption())
    .addOption(dataFileOption())
    .addOption(validationFileOption());
  addOutputFlags(command, 'same or different');
  return command.action(async (study: string, trial: number | undefined, flags: ReplayFlags) => {
    context.exitCode = await run(study, trial, flags, context);
  });
}

async function run(study: string, trial: number | undefined, flags: ReplayFlags, { terminal, job }: Context) {
  if ((trial === undefined) === !flags.final) {
    throw usageError(
      flags.final ? `both trial ${trial} and --final are given.` : 'neither a trial nor --final is given.',
      `One of: sweetspot replay ${study} 0, or sweetspot replay ${study} --final`,
    );
  }
  const { final, engine, storage, data, validation } = flags;
  const replayed = await job.replay({ study, trial, final, engine, storage, data, validation });
  const { replayedLine } = await import('../render/replayed.js');
  const line = flags.json
    ? JSON.stringify({ event: 'replayed', ...replayed })
    : flags.quiet
      ? replayed.same
        ? 'same'
        : 'different'
      : replayedLine(replayed);
  terminal.out.write(`${line}\n`);
  return replayed.same ? exitCode.fine : exitCode.data;
}
