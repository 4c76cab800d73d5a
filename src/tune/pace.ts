import type { Setting } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { type Budget, trainingWork } from './budget.js';
import { epochWork, nominalSpeed } from './cost.js';
import { epochsFor } from './horizon.js';
import type { Prepared } from './prepare.js';
import { recipeOf } from './setting.js';

/** Turns the budget into epochs for each setting. */
export interface Pace {
  horizon(setting: Setting): number;
  /** Learns this machine's speed from a trial that ended; does nothing for a budget in trials, which has to be the same everywhere. */
  learn(trial: Trial): void;
}

/** Trials shorter than this say more of starting than of training. */
const shortestSeconds = 0.02;

export function paceOf(prepared: Prepared, budget: Budget, workers: number): Pace {
  const { part } = prepared.part(0);
  const validationRows = part.validationTruth.length;
  let work = 0;
  let seconds = 0;
  const speed = () => (seconds > 0 ? work / seconds : nominalSpeed);
  const planOf = (setting: Setting) => recipeOf(setting, part).plan;
  return {
    horizon(setting) {
      const whole = trainingWork(budget, workers, speed()) / prepared.folds;
      return epochsFor(planOf(setting), part.rows, validationRows, whole);
    },
    learn(trial) {
      const taken = Number(trial.facts.seconds);
      if (!('seconds' in budget) || !(taken > shortestSeconds)) return;
      const epochs = Number(trial.facts.epochs);
      work += epochs * prepared.folds * epochWork(planOf(trial.setting), part.rows, validationRows);
      seconds += taken;
    },
  };
}
