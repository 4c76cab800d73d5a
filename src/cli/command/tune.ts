import { Command } from 'commander';
import type { MetricName } from '../../model/metric-name.js';
import type { FinishedEvent, TuneEvent } from '../../tune/event.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addDataFlags, type DataFlags, dataOptions, dataWords } from '../flag/data.js';
import { addOutputFlags, type OutputFlags, storageOption } from '../flag/output.js';
import { budget, metricNames, oneOf, seed, workers } from '../flag/value.js';

interface TuneFlags extends DataFlags, OutputFlags {
  readonly metric?: MetricName;
  readonly budget?: string;
  readonly seed?: number;
  readonly workers?: number;
  readonly test?: string;
  readonly study?: string;
  readonly storage?: string;
  readonly out?: string;
  readonly resume?: boolean;
}

export function tuneCommand(context: Context): Command {
  const command = new Command('tune')
    .description('Find the best network for a table, test it honestly, and save it.')
    .argument('<file>', 'CSV or TSV, first row the names of the columns')
    .option('--target <column>', 'the column to predict')
    .option(
      '--metric <name>',
      `${metricNames.join(', ')} (default: rmse, log_loss)`,
      oneOf('--metric', metricNames),
    )
    .option('--budget <text>', 'how long: 60s, 5m, 1h, or "200 trials" (default: 60s)', budget)
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed)
    .option('--workers <n>', 'threads that train (default: one a core)', workers)
    .option('--test <file>', 'a file to test on, instead of a part of the first')
    .option('--study <name>', 'the name of the study (default: from the file)')
    .option('--resume', 'continue the study of that name')
    .addOption(storageOption())
    .option('--out <folder>', 'where everything goes (default: sweetspot)');
  addDataFlags(addOutputFlags(command, 'the answer'));
  return command.action(async (file: string, flags: TuneFlags) => {
    context.exitCode = await run(file, flags, context);
  });
}

async function run(file: string, flags: TuneFlags, { terminal, job }: Context): Promise<number> {
  const { wantTarget } = await import('../flag/target.js');
  const target = await wantTarget(file, flags.target);
  const { tuneView } = await import('../view/tune.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = tuneView({ ...flags, terminal, file, target, reading: readingWords(flags) });
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'confirming and reporting what was found');
  const given = pick(flags);
  const onEvent = (event: TuneEvent) => event.event !== 'finished' && view.event(event);
  try {
    const options = { ...dataOptions(flags, target), ...given, data: file, signal, onEvent };
    const finished = await job.tune(options);
    view.event(finished);
    return codeOf(finished);
  } catch (error) {
    view.close();
    if (!signal.aborted) throw error;
    view.say(`stopped before anything could be reported: ${error instanceof Error ? error.message : error}`);
    return exitCode.interrupted;
  } finally {
    stop();
  }
}

const pick = ({ metric, budget, seed, workers, test, study, storage, out, resume }: TuneFlags) => ({
  metric,
  budget,
  seed,
  workers,
  test,
  study,
  storage,
  out,
  resume,
});

function codeOf({ interrupted, beaten, best }: FinishedEvent): number {
  if (interrupted) return exitCode.interrupted;
  return beaten && best ? exitCode.fine : exitCode.nothingBeat;
}

const readingWords = (flags: TuneFlags) => [
  ...dataWords(flags),
  ...(flags.metric ? ['--metric', flags.metric] : []),
  ...(flags.test ? ['--test', flags.test] : []),
];
