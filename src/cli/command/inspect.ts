import { Command } from 'commander';
import type { MetricName } from '../../model/metric-name.js';
import type { Context } from '../context.js';
import { addDataFlags, type DataFlags, dataOptions } from '../flag/data.js';
import { addOutputFlags, type OutputFlags } from '../flag/output.js';
import { addQueryFlag, type QueryFlag, wantSource } from '../flag/query.js';
import { addSplitFlags, type SplitFlags } from '../flag/split.js';
import { budgetOf, metricNames, oneOf, seed, texts, workers } from '../flag/value.js';
import type { Inspection } from '../job.js';

interface InspectFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly metric?: MetricName;
  readonly budget?: string;
  readonly seed?: number;
  readonly workers?: number;
}

export function inspectCommand(context: Context): Command {
  const command = new Command('inspect')
    .description('Say all that tune would assume about a table, without training.')
    .argument(
      '[file]',
      'CSV, TSV, JSON, NDJSON or Parquet, perhaps with gzip; an http(s) address; - for standard input',
    )
    .option('--target <column>', 'the column to predict (default: one is proposed); repeatable', texts)
    .option('--metric <name>', metricNames.join(', '), oneOf('--metric', metricNames))
    .option('--budget <text>', 'how long tune would take (default: 60s)', budgetOf('--budget'))
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed)
    .option('--workers <n>', 'threads that would train (default: one a core)', workers);
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, 'the warnings'))));
  return command.action((file: string | undefined, flags: InspectFlags) => run(file, flags, context));
}

async function run(named: string | undefined, flags: InspectFlags, { terminal, job }: Context) {
  const file = await wantSource(named, flags, 'inspect');
  const { metric, budget, workers, test, validation } = flags;
  const { target: _, ...reading } = dataOptions(flags, []);
  const given = { target: flags.target, metric, budget, seed: flags.seed, workers, test, validation };
  const inspection = await job.inspect({ ...reading, ...given, data: file });
  for (const line of await linesOf(inspection, flags, terminal)) terminal.out.write(`${line}\n`);
}

async function linesOf(
  inspection: Inspection,
  flags: InspectFlags,
  terminal: Context['terminal'],
): Promise<string[]> {
  if (flags.json) return [JSON.stringify(inspection)];
  const { inspectionLines } = await import('../render/inspect.js');
  const { styleFor } = await import('../render/style.js');
  const { warningWords } = await import('../../words/warning.js');
  const { out } = terminal;
  const style = styleFor(out, terminal, flags);
  if (flags.quiet) return inspection.warnings.map((warning) => style.text(warningWords(warning)));
  return inspectionLines(inspection, style, Math.min(out.isTerminal ? out.size().columns : 100, 110));
}
