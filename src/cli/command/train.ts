import { Command } from 'commander';
import { usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import type { EngineName } from '../../tune/engine-name.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addOneSettingFlags, addTableFlags, type OneSettingFlags, oneSetting } from '../flag/one-setting.js';
import { engine, integer, metricNames, oneOf } from '../flag/value.js';

interface TrainFlags extends OneSettingFlags {
  readonly epochs?: number;
  readonly metric?: MetricName;
  readonly engine?: EngineName;
  readonly out?: string;
}

export function trainCommand(context: Context): Command {
  const command = addOneSettingFlags(
    new Command('train').description('Train one setting and draw how it learns.'),
  )
    .option(
      '--epochs <n>',
      'the most epochs to train (default: 100; of a study, its own)',
      integer('--epochs', 1, '100'),
    )
    .option('--metric <name>', metricNames.join(', '), oneOf('--metric', metricNames))
    .option('--engine <name>', 'plain, the same bits on every machine (default), or fused, faster', engine)
    .option('--out <folder>', 'save the model there');
  addTableFlags(command, 'the score');
  return command.action(async (file: string | undefined, flags: TrainFlags) => {
    context.exitCode = await run(file, flags, context);
  });
}

async function run(
  named: string | undefined,
  flags: TrainFlags,
  { terminal, job }: Context,
): Promise<number> {
  const options = await oneSetting(named, flags, 'train');
  const { trainView } = await import('../view/train.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = trainView(flags, terminal);
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'drawing what was trained');
  if ('study' in options && (flags.metric !== undefined || flags.seed !== undefined))
    throw usageError('a trial of a study keeps its metric and its seed.', 'Leave out --metric and --seed.');
  const { epochs, metric, engine, out } = flags;
  const given = { ...options, epochs, engine, out, ...(metric && { metric }) };
  try {
    view.trained(await job.train({ ...given, signal, onEpoch: view.epoch }));
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } finally {
    view.close();
    stop();
  }
}
