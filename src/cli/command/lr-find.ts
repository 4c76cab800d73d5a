import { Command } from 'commander';
import type { Context } from '../context.js';
import { exitCode } from '../exit-code.js';
import { addOneSettingFlags, addTableFlags, type OneSettingFlags, oneSetting } from '../flag/one-setting.js';
import { integer } from '../flag/value.js';
import { fileSubject, studySubject } from '../render/lr-find-next.js';

interface LrFindFlags extends OneSettingFlags {
  readonly tests?: number;
}

export function lrFindCommand(context: Context): Command {
  const command = addOneSettingFlags(
    new Command('lr-find').description(
      'At which learning rates a setting learns, and which mini-batch sizes are worth it.',
    ),
  ).option(
    '--tests <n>',
    'range tests from as many first weights (default: 5)',
    integer('--tests', 3, '5', 100),
  );
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
  const options = await oneSetting(named, flags, 'lr-find');
  const { lrFindView } = await import('../view/lr-find.js');
  const { finishOnInterrupt } = await import('../interrupt.js');
  const view = lrFindView(flags, terminal, 'study' in options ? studySubject(options) : fileSubject(words));
  const { signal, stop } = finishOnInterrupt(terminal, view.say, 'saying what was tested');
  try {
    view.found(await job.lrFind({ ...options, tests: flags.tests, signal, onTest: view.test }));
    return signal.aborted ? exitCode.interrupted : exitCode.fine;
  } finally {
    view.close();
    stop();
  }
}
