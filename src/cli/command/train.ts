import { Command } from 'commander';
import type { MetricName } from '../../model/metric-name.js';
import type { EngineName } from '../../tune/engine-name.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addDataFlags, type DataFlags, dataOptions } from '../flag/data.js';
import { addOutputFlags, type OutputFlags } from '../flag/output.js';
import { addQueryFlag, type QueryFlag, wantSource } from '../flag/query.js';
import { addSplitFlags, type SplitFlags } from '../flag/split.js';
import { assignment, collect, engine, integer, metricNames, oneOf, seed, texts } from '../flag/value.js';

interface TrainFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly set?: readonly string[];
  readonly epochs?: number;
  readonly metric?: MetricName;
  readonly seed?: number;
  readonly engine?: EngineName;
  readonly out?: string;
}

export function trainCommand(context: Context): Command {
  const command = new Command('train')
    .description('Train one setting and draw how it learns.')
    .argument(
      '[file]',
      'CSV, TSV, JSON, NDJSON or Parquet; a path, an http(s) address, or - for standard input',
    )
    .option('--target <column>', 'the column to predict; repeatable: columns of numbers, together', texts)
    .option(
      '--set <name=value>',
      'a hyperparameter, as batch_size=64; repeatable',
      collect(assignment('--set')),
    )
    .option('--epochs <n>', 'the most epochs to train', integer('--epochs', 1, '100'))
    .option('--metric <name>', metricNames.join(', '), oneOf('--metric', metricNames))
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed)
    .option('--engine <name>', 'plain, the same bits on every machine (default), or fused, faster', engine)
    .option('--out <folder>', 'save the model there');
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, 'the score'))));
  return command.action(async (file: string | undefined, flags: TrainFlags) => {
    context.exitCode = await run(file, flags, context);
  });
}

async function run(
  named: string | undefined,
  flags: TrainFlags,
  { terminal, job }: Context,
): Promise<number> {
  const file = await wantSource(named, flags, 'train');
  const { wantTarget } = await import('../flag/target.js');
  const { trainView } = await import('../view/train.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const target = await wantTarget(file, flags);
  const view = trainView(flags, terminal);
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'drawing what was trained');
  const { set = [], epochs, metric, test, validation, out } = flags;
  const given = { set, epochs, metric, seed: flags.seed, engine: flags.engine, test, validation, out };
  try {
    view.trained(
      await job.train({ ...dataOptions(flags, target), ...given, data: file, signal, onEpoch: view.epoch }),
    );
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } finally {
    view.close();
    stop();
  }
}
