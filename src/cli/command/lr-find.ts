import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { usageError } from '../../error.js';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { dataOptions } from '../flag/data.js';
import { addOneSettingFlags, addTableFlags, type OneSettingFlags, oneSetting } from '../flag/one-setting.js';
import { dataFileOption, storageOption } from '../flag/output.js';
import { integer } from '../flag/value.js';
import { fileSubject, type LrFindSubject, studySubject } from '../render/lr-find-next.js';

interface LrFindFlags extends OneSettingFlags {
  readonly tests?: number;
  readonly trial?: number;
  readonly storage?: string;
  readonly data?: string;
}

export function lrFindCommand(context: Context): Command {
  const command = addOneSettingFlags(
    new Command('lr-find').description(
      'At which learning rates a setting learns, and which mini-batch sizes are worth it.',
    ),
    '; or the name of a study: its best setting, on its table',
  )
    .option(
      '--tests <n>',
      'range tests from as many first weights (default: 5)',
      integer('--tests', 3, '5', 100),
    )
    .option('--trial <n>', 'of a study: the setting of this trial', integer('--trial', 0, '12'))
    .addOption(storageOption())
    .addOption(dataFileOption());
  addTableFlags(command, 'the rate');
  return command.action(async (named: string | undefined, flags: LrFindFlags, { parent }: Command) => {
    const words = parent?.args.slice(1) ?? [];
    context.exitCode = await run(named, flags, words, context);
  });
}

async function run(
  named: string | undefined,
  flags: LrFindFlags,
  words: readonly string[],
  { terminal, job }: Context,
) {
  const { subject, options } = isStudy(named, flags)
    ? ofStudy(named!, flags)
    : await ofTable(named, flags, words);
  const { lrFindView } = await import('../view/lr-find.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = lrFindView(flags, terminal, subject);
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'saying what was tested');
  try {
    view.found(await job.lrFind({ ...options, tests: flags.tests, signal, onTest: view.test }));
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } finally {
    view.close();
    stop();
  }
}

/** A table has a target, and is a file, an address or standard input; a study's name has neither a dot nor a slash unless a store is named. */
function isStudy(named: string | undefined, { target, query, storage, trial }: LrFindFlags): boolean {
  if (named === undefined || target !== undefined || query !== undefined || named === '-') return false;
  if (trial !== undefined) return true;
  return !existsSync(named) && (storage !== undefined || !/[./\\]/.test(named));
}

async function ofTable(named: string | undefined, flags: LrFindFlags, words: readonly string[]) {
  if (flags.trial !== undefined || flags.data !== undefined)
    throw usageError(
      '--trial and --data are about a study.',
      'For example: sweetspot lr-find houses-1 --trial 12',
    );
  const options = await oneSetting(named, flags, 'lr-find');
  return { subject: fileSubject(words), options };
}

/** What a study remembers cannot be asked for anew. */
function ofStudy(study: string, flags: LrFindFlags): { subject: LrFindSubject; options: LrFindStudy } {
  const { set = [], seed, storage, data, validation, trial } = flags;
  const { target: _, ...reading } = dataOptions(flags, []);
  const asked = Object.entries({ ...reading, test: flags.test }).find(([, value]) => value !== undefined);
  if (asked !== undefined)
    throw usageError(
      `"${study}" is taken for a study, which remembers how its table is read; "${asked[0]}" cannot be changed.`,
      `Of a file, name the target too: sweetspot lr-find FILE --target COLUMN`,
    );
  return {
    subject: studySubject({ study, set, storage }),
    options: { study, set, seed, storage, data, validation, trial },
  };
}

interface LrFindStudy {
  readonly study: string;
  readonly set: readonly string[];
  readonly seed?: number;
  readonly storage?: string;
  readonly data?: string;
  readonly validation?: string;
  readonly trial?: number;
}
