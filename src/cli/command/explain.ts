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
import { integer, time, workers } from '../flag/value.js';

interface ExplainFlags extends OutputFlags {
  readonly measure?: string;
  readonly trial?: number;
  readonly workers?: number;
  readonly storage?: string;
  readonly data?: string;
  readonly validation?: string;
}

export function explainCommand(context: Context): Command {
  const command = new Command('explain')
    .description('What a study says: what matters, why this setting, which rules of thumb held.')
    .argument('<study>', 'the name of a study')
    .option('--measure <time>', 'train for so long to settle what trials alone cannot tell: 60s, 5m', time)
    .option('--trial <n>', 'what the coach says of one trial', integer('--trial', 0, '12'))
    .option('--workers <n>', 'threads that train (default: one a core)', workers)
    .addOption(storageOption())
    .addOption(dataFileOption())
    .addOption(validationFileOption())
    .addHelpText('after', '\nFor example:\n  sweetspot explain houses-1 --measure 60s');
  addOutputFlags(command, 'the findings');
  return command.action(async (study: string, flags: ExplainFlags) => {
    context.exitCode = await run(study, flags, context);
  });
}

async function run(study: string, flags: ExplainFlags, context: Context) {
  const isWhole = flags.measure === undefined || (await measure(study, flags.measure, flags, context));
  await say(study, flags, context);
  return isWhole ? exitCode.fine : exitCode.interrupted;
}

/** Trains what insight proposes; false when it was interrupted. */
async function measure(study: string, budget: string, flags: ExplainFlags, { terminal, job }: Context) {
  const { onTrialView } = await import('../view/on-trial.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = onTrialView(flags, terminal);
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'judging the pairs that were trained');
  const { storage, data, validation } = flags;
  try {
    await job.onTrial({
      ...{ study, storage, data, validation, budget },
      workers: flags.workers,
      signal,
      onEvent: view.event,
    });
    return !signal.aborted;
  } finally {
    view.close();
    stop();
  }
}

async function say(study: string, flags: ExplainFlags, { terminal, job }: Context) {
  const { explainEvents, explainLines } = await import('../render/explain.js');
  const { styleFor } = await import('../render/style.js');
  const store = await job.openStore(flags.storage);
  try {
    const record = await store.load(study);
    const columns = Math.min(terminal.out.isTerminal ? terminal.out.size().columns : 100, 110);
    const lines = flags.json
      ? explainEvents(record, flags.trial).map((event) => JSON.stringify(event))
      : explainLines(record, { style: styleFor(terminal.out, terminal, flags), columns }, flags.trial);
    terminal.out.write(`${lines.join('\n')}\n`);
  } finally {
    await store.close();
  }
}
