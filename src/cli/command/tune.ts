import { Command } from 'commander';
import { targetNames } from '../../data/task.js';
import { usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import type { ReadingEvent } from '../../platform/whole-table.js';
import type { EngineName } from '../../tune/engine-name.js';
import type { FinishedEvent, TuneEvent } from '../../tune/event.js';
import { inWords } from '../../words/names.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addDataFlags, type DataFlags, dataOptions } from '../flag/data.js';
import { addOutputFlags, type OutputFlags, storageOption } from '../flag/output.js';
import { addQueryFlag, type QueryFlag, sourceOf } from '../flag/query.js';
import { addSplitFlags, type SplitFlags } from '../flag/split.js';
import { budgetOf, engine, metricNames, oneOf, seed, texts, workers } from '../flag/value.js';
import type { Job, TuneOptions } from '../job.js';

interface TuneFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly metric?: MetricName;
  readonly budget?: string;
  readonly for?: string;
  readonly seed?: number;
  readonly workers?: number;
  readonly engine?: EngineName;
  readonly study?: string;
  readonly storage?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly report?: boolean;
}

export function tuneCommand(context: Context): Command {
  const command = new Command('tune')
    .description('Find the best network for a table, test it honestly, and save it.')
    .argument(
      '[file]',
      'CSV, TSV, JSON, NDJSON or Parquet; a path, an http(s) address, or - for standard input',
    )
    .option('--target <column>', 'the column to predict; repeatable: columns of numbers, together', texts)
    .option(
      '--metric <name>',
      `${metricNames.join(', ')} (default: rmse, log_loss)`,
      oneOf('--metric', metricNames),
    )
    .option('--budget <text>', 'how long: 60s, 5m, 1h, or "200 trials" (default: 60s)', budgetOf('--budget'))
    .option('--for <text>', 'with --resume: so much on top of what the study has used', budgetOf('--for'))
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed)
    .option('--workers <n>', 'threads that train (default: one a core)', workers)
    .option('--engine <name>', 'plain, the same bits on every machine (default), or fused, faster', engine)
    .option('--recipes', 'try RealMLP (TD) too')
    .option('--study <name>', 'the name of the study (default: from the file)')
    .option('--resume', 'continue the study of that name')
    .addOption(storageOption())
    .option('--out <folder>', 'where everything goes (default: sweetspot)')
    .option('--no-report', 'leave out the report with charts');
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, 'the answer'))));
  return command.action(async (file: string | undefined, flags: TuneFlags) => {
    context.exitCode = await run(file, flags, context);
  });
}

async function run(named: string | undefined, flags: TuneFlags, { terminal, job }: Context): Promise<number> {
  const given = await sourceOf(named, flags);
  const { wantTarget } = await import('../flag/target.js');
  const known = given === undefined ? await rememberedBy(job, flags) : undefined;
  const file = given ?? known!.data;
  const target = known ? targetNames(known) : await wantTarget(file, flags);
  const { tuneView } = await import('../view/tune.js');
  const { readingLines } = await import('../render/reading.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = tuneView({ ...flags, terminal, file, target: inWords(target) });
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'confirming and reporting what was found');
  const line = readingLines();
  const onReading = (event: ReadingEvent) => {
    const text = flags.json || flags.quiet ? undefined : line(event);
    if (text !== undefined) view.say(text);
  };
  const onEvent = (event: TuneEvent) => event.event !== 'finished' && view.event(event);
  try {
    const options = known
      ? { ...known, ...goingOn(flags), signal, onEvent, onReading }
      : { ...dataOptions(flags, target), ...pick(flags), data: file, signal, onEvent, onReading };
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

/** The options of the study that goes on; what it began with cannot be changed, so that its flags are refused. */
async function rememberedBy(job: Job, flags: TuneFlags): Promise<TuneOptions & { readonly data: string }> {
  if (flags.study === undefined || !flags.resume) throw noFile();
  const {
    budget,
    for: more,
    workers,
    study,
    storage,
    out,
    resume,
    report,
    json,
    quiet,
    ascii,
    ...others
  } = flags;
  const [other] = Object.keys(others);
  if (other !== undefined) throw fixedFlag(other, study!);
  return job.remembered({ study, storage, out });
}

const noFile = () =>
  usageError(
    'no file is given.',
    'For example: sweetspot tune data.csv --target price\nA study goes on without one: sweetspot tune --study NAME --resume --for 5m',
  );

const fixedFlag = (name: string, study: string) =>
  usageError(
    `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is given, but study "${study}" goes on as it began.`,
    'Leave the flag out, or begin a new study with a file.',
  );

/** What may differ when a study goes on. */
const goingOn = (flags: TuneFlags) => ({
  ...(flags.budget || flags.for ? { budget: flags.budget, for: flags.for } : {}),
  ...(flags.workers ? { workers: flags.workers } : {}),
  report: flags.report,
});

const pick = ({
  metric,
  budget,
  for: more,
  seed,
  workers,
  engine,
  test,
  validation,
  study,
  storage,
  out,
  resume,
  report,
}: TuneFlags) => ({
  metric,
  budget,
  for: more,
  seed,
  workers,
  engine,
  test,
  validation,
  study,
  storage,
  out,
  resume,
  report,
});

function codeOf({ interrupted, beaten, best }: FinishedEvent): number {
  if (interrupted) return exitCode.interrupted;
  return beaten && best ? exitCode.fine : exitCode.nothingBeat;
}
