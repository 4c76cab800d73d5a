import type { Setting } from '../space/parameter.js';
import { type Budget, fullTrainingsIn, trainingWork } from './budget.js';
import { epochWork, nominalSpeed } from './cost.js';
import { type Length, lengthFor } from './length.js';
import type { MethodName } from './method.js';
import { hasManyRows } from './part-rows.js';
import type { Prepared } from './prepare.js';
import type { Runner } from './runner.js';
import { recipeOf } from './setting.js';
import { defaultSetting, portfolio } from './space.js';

/** Turns the budget into epochs for each setting: the same work for all, fixed for the whole study. */
export interface Pace {
  /** Multiply-adds of one full training. */
  readonly work: number;
  /** Those of the longest that there may be. */
  readonly longest: number;
  length(setting: Setting): Length;
  /** How long the default is trained: to its end wherever that can be afforded, for everything else is compared with it. */
  readonly defaultLength: Length;
}

export interface PaceOptions {
  readonly prepared: Prepared;
  readonly budget: Budget;
  readonly runner: Runner;
  /** What the study has used so far, when it goes on. */
  readonly known?: Partial<Pick<Pace, 'work' | 'longest'>>;
  readonly method?: MethodName;
}

/** A budget in time measures this machine first; one in trials must be the same everywhere and takes a nominal speed. */
export async function paceOf({ prepared, budget, runner, known, method }: PaceOptions): Promise<Pace> {
  const speed =
    known?.work === undefined && 'seconds' in budget ? await speedOf(prepared, runner) : nominalSpeed;
  const work = known?.work ?? trainingWork(budget, runner.workers, speed, method);
  const trainings = known?.work === undefined ? fullTrainingsIn(budget, method) : trainingsOfOlder;
  const longest = known?.longest ?? (work * trainings) / longestIn;
  const { part } = prepared.part(0);
  const length = (setting: Setting, most: number) =>
    lengthFor(recipeOf(setting, part).plan, part, most / prepared.folds);
  return {
    work,
    longest,
    length: (setting) => length(setting, hasManyRows(part) ? longest : work),
    defaultLength: length(defaultSetting(prepared.problem), longest),
  };
}

/**
 * The default may take one in so many parts of the search's time. And so may all, where they begin on few of many rows: a search stops most of them, and
 * these then cost it a third of what they would with all rows from the first epoch on.
 */
const longestIn = 10;
/** A study that does not know its longest training is from when a search held so many full ones. */
const trainingsOfOlder = 40;

/** Of many rows, so many tell the speed. */
const enoughRows = 65_536;

/** Apart from all other streams. */
const seedBase = 4_000_000;

/** Multiply-adds a second of one worker while all of them work: the second of two short trainings, when the code is warm. */
async function speedOf(prepared: Prepared, runner: Runner): Promise<number> {
  const setting = portfolio(prepared.problem)[0]!;
  const { part } = prepared.part(0);
  const { plan } = recipeOf(setting, part);
  const [id] = prepared.partsOf(0);
  const rows = hasManyRows(part) ? Math.min(part.rows, enoughRows) : part.rows;
  const job = {
    label: 'speed',
    setting,
    seed: { seed: 0, trial: seedBase },
    parts: [id!],
    rows: [rows],
    epochs: 15,
    endAt: 1,
    rungs: [],
  };
  const everywhere = () => Promise.all(Array.from({ length: runner.workers }, () => runner.run(job).outcome));
  await everywhere();
  const outcomes = await everywhere();
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0) / outcomes.length;
  return epochWork(plan, rows, part.validationRows) / Math.max(seconds, 1e-4);
}
