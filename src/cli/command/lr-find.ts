import { Command } from 'commander';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addDataFlags, type DataFlags, dataOptions } from '../flag/data.js';
import { addOutputFlags, type OutputFlags } from '../flag/output.js';
import { addQueryFlag, type QueryFlag, wantSource } from '../flag/query.js';
import { addSplitFlags, type SplitFlags } from '../flag/split.js';
import { assignment, collect, integer, seed, texts } from '../flag/value.js';

interface LrFindFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly set?: readonly string[];
  readonly tests?: number;
  readonly seed?: number;
}

export function lrFindCommand(context: Context): Command {
  const command = new Command('lr-find')
    .description('At which learning rates a setting learns, and which mini-batch sizes are worth it.')
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
    .option(
      '--tests <n>',
      'range tests from as many first weights (default: 5)',
      integer('--tests', 3, '5', 100),
    )
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed);
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, 'the rate'))));
  return command.action(async (file: string | undefined, flags: LrFindFlags) => {
    context.exitCode = await run(file, flags, context);
  });
}

async function run(
  named: string | undefined,
  flags: LrFindFlags,
  { terminal, job }: Context,
): Promise<number> {
  const file = await wantSource(named, flags, 'lr-find');
  const { wantTarget } = await import('../flag/target.js');
  const { lrFindView } = await import('../view/lr-find.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const target = await wantTarget(file, flags);
  const { set = [], tests, test, validation } = flags;
  const view = lrFindView(flags, terminal, trainCommand(named, [target].flat(), set));
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'saying what was tested');
  try {
    const given = { set, tests, seed: flags.seed, test, validation, signal, onTest: view.test };
    view.found(await job.lrFind({ ...dataOptions(flags, target), ...given, data: file }));
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } finally {
    view.close();
    stop();
  }
}

/** The command that trains the same setting; its rate is added to it. */
function trainCommand(file: string | undefined, targets: readonly string[], set: readonly string[]): string {
  const quoted = (text: string) => (/^[\w./:=-]+$/.test(text) ? text : `"${text}"`);
  const others = set.filter((each) => !/^\s*learning[-_]rate\s*=/.test(each));
  return [
    'sweetspot train',
    file === undefined ? '--query …' : quoted(file),
    ...targets.map((target) => `--target ${quoted(target)}`),
    ...others.map((each) => `--set ${quoted(each)}`),
  ].join(' ');
}
