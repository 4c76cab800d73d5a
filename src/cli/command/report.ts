import { Command } from 'commander';
import type { Context } from '../context.js';
import { addOutputFlags, type OutputFlags, storageOption } from '../flag/output.js';

interface ReportFlags extends OutputFlags {
  readonly storage?: string;
  readonly out?: string;
}

export function reportCommand(context: Context): Command {
  const command = new Command('report')
    .description('Draw the report of a study: one HTML page with charts, from what its trials say.')
    .argument('<study>', 'the name of the study')
    .option('--out <file>', 'where it goes (default: report.html beside the model, or in sweetspot/STUDY)')
    .addOption(storageOption());
  addOutputFlags(command, 'the path');
  return command.action(async (study: string, flags: ReportFlags) => {
    const { terminal, job } = context;
    const reported = await job.report({ study, storage: flags.storage, out: flags.out });
    const text = flags.json ? JSON.stringify({ event: 'report', ...reported }) : reported.reportFile;
    terminal.out.write(`${text}\n`);
  });
}
