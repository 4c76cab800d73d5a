import { availableParallelism } from 'node:os';
import { usageError } from '../../error.js';
import { type EngineName, engineOf, refuseOtherEngine } from '../../tune/engine-name.js';
import { type Replayed, replayFinal, replayTrial } from '../../tune/replay.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { threadRunner } from './thread-runner.js';

export interface ReplayOptions extends ReopenOptions {
  /** The trial to train again, or `final` for the networks of the final model. */
  readonly trial?: number;
  readonly final?: boolean;
  /** Default the one that the study was trained on; another is refused, for its bits differ. */
  readonly engine?: EngineName;
}

/** Trains a trial or the final model of a study again and compares every bit with what was recorded. */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const { trial, final = false } = options;
  if ((trial === undefined) === !final)
    throw usageError('replay needs a trial or --final, one of the two.', 'As: sweetspot replay STUDY 12');
  const { record, prepared } = await reopen(options);
  refuseOtherEngine(record, options.engine ?? engineOf(record));
  const runner = threadRunner(final ? availableParallelism() : 1, engineOf(record));
  try {
    return final
      ? await replayFinal(record, prepared, runner)
      : await replayTrial(record, trial!, prepared, runner);
  } finally {
    await runner.close();
  }
}
