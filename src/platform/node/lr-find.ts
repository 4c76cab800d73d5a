import { usageError } from '../../error.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Setting } from '../../space/parameter.js';
import { askedSetting } from '../../tune/asked-setting.js';
import { bestOfStudy } from '../../tune/best-of-study.js';
import { lrFind as find, type LrFound } from '../../tune/lr-find.js';
import type { Prepared } from '../../tune/prepare.js';
import { checkSeed } from '../check-options.js';
import { loadPrepared } from './load-prepared.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { trialOf } from './trial-of.js';
import type { TuneOptions } from './tune.js';

interface RangeTestOptions {
  /** `batch_size=64`, …: what differs from the rules of thumb, or from the study's setting. */
  readonly set?: readonly string[];
  /** From how many first weights rates are tested, 3 to 100; default 5. */
  readonly tests?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onTest?: (done: number, of: number) => void;
}

export interface LrFindOptions
  extends Omit<
      TuneOptions,
      'budget' | 'workers' | 'study' | 'storage' | 'resume' | 'onEvent' | 'engine' | 'out'
    >,
    RangeTestOptions {}

/** The table, the target and the setting of a study instead. */
export interface LrFindStudyOptions extends ReopenOptions, RangeTestOptions {
  /** Whose setting; default the best, and the rules of thumb where there is none. */
  readonly trial?: number;
}

const usualTests = 5;
const [fewestTests, mostTests] = [3, 100];

/**
 * Learning-rate range tests of one setting, and its gradient noise scale: where it learns, where it blows up, and up to which size larger
 * mini-batches save steps. Seconds; nothing is stored. Throws a usage error for a setting or a study that there is not, a data error for a table that cannot be
 * read.
 */
export async function lrFind(options: LrFindOptions | LrFindStudyOptions): Promise<LrFound> {
  const { seed = 0, tests = usualTests, set = [], signal, onTest } = options;
  checkSeed(seed);
  checkTests(tests);
  const { prepared, base, from } = await ('study' in options
    ? ofStudy(options)
    : ofTable({ ...options, seed }));
  const found = await find({
    ...{ prepared, engine: wasmEngine(), seed, tests, signal },
    setting: askedSetting(prepared, set, base),
    keepsRate: base !== undefined || set.some((each) => /^\s*learning[-_]rate\s*=/.test(each)),
    onTest: (done) => onTest?.(done, tests),
  });
  return { ...from, ...found };
}

/** Of what rates are tested: rows, a setting to begin with, and where they are from. */
interface Subject {
  readonly prepared: Prepared;
  readonly base?: Setting;
  readonly from?: Pick<LrFound, 'study' | 'trial'>;
}

/** Of a table larger than memory, the sample alone: a few hundred steps see no more. */
const ofTable = async (options: LrFindOptions & { readonly seed: number }): Promise<Subject> => ({
  prepared: (await loadPrepared(options)).prepared,
});

async function ofStudy(options: LrFindStudyOptions): Promise<Subject> {
  const { record, prepared } = await reopen(options);
  const trial = options.trial === undefined ? bestOfStudy(record) : trialOf(record, options.trial);
  const from = { study: record.name, ...(trial && { trial: trial.number }) };
  return { prepared, from, ...(trial && { base: trial.setting }) };
}

function checkTests(tests: number) {
  if (Number.isInteger(tests) && tests >= fewestTests && tests <= mostTests) return;
  throw usageError(
    `tests is ${tests}; it has to be a whole number from ${fewestTests} to ${mostTests}.`,
    `Leave it out for ${usualTests}.`,
  );
}
