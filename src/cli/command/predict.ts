import { Command } from 'commander';
import type { Context } from '../context.js';
import { addReadingFlags, type DataFlags, readingOptions } from '../flag/data.js';
import { addOutputFlags, type OutputFlags } from '../flag/output.js';
import * as value from '../flag/value.js';

interface PredictFlags extends OutputFlags, DataFlags {
  readonly out?: string;
  readonly interval?: number | 'none';
}

export function predictCommand({ terminal, job }: Context): Command {
  const command = new Command('predict')
    .description('Predict new rows: the rows of FILE with the predictions appended, as CSV.')
    .argument('<model>', "a model's folder, as sweetspot/houses-1/model")
    .argument(
      '<file>',
      'rows with the columns that the model was trained on, in any format; an address, or - for standard input',
    )
    .option('--out <file>', 'write there instead of to stdout')
    .option(
      '--interval <share>',
      'numbers: how many of 100 truths prediction_low to prediction_high should hold, as 80%, or none (default: 90%)',
      value.share('--interval'),
    );
  addReadingFlags(addOutputFlags(command, 'no remarks: the predictions'));
  return command.action(async (model: string, data: string, flags: PredictFlags) => {
    const { rows, remarks, text, out } = await job.predict({
      model,
      data,
      out: flags.out,
      interval: flags.interval,
      ...readingOptions(flags),
    });
    if (flags.json)
      terminal.out.write(`${JSON.stringify({ event: 'predicted', rows, remarks, out, text })}\n`);
    else if (text !== undefined) terminal.out.write(text.endsWith('\n') ? text : `${text}\n`);
    if (!flags.quiet && !flags.json) for (const remark of remarks) terminal.err.write(`  ${remark}\n`);
    if (out !== undefined && !flags.quiet && !flags.json) {
      const { count } = await import('../../words/number.js');
      terminal.err.write(`  ${count(rows, 'prediction')} in ${out}\n`);
    }
  });
}
