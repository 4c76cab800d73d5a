import { constraintsOf } from '../../space/constraint.js';
import type { Space } from '../../space/parameter.js';
import { gp } from '../gp.js';
import { grid } from '../grid.js';
import { gridSize } from '../grid-size.js';
import { jointGp } from '../strategy/joint-gp.js';
import { sampled } from '../strategy/sampled.js';
import type { Progression, Step, Strategy } from '../strategy/strategy.js';
import { successiveHalving } from '../strategy/successive-halving.js';
import { tpe } from '../tpe.js';

// Which method for which study; docs/search/auto.md has the measurements. The choice depends on the space, the budget, whether trials can be paused, and how many
// there are, never on a clock, so that a resumed study chooses alike. A process suits few and dear trials, and takes longer with each that it
// learns from; densities suit many.

export interface Auto extends Strategy {
  /** What is chosen now, and why, in one sentence. */
  explain(progression: Progression): string;
}

interface Choice {
  readonly strategy: Strategy;
  readonly why: string;
}

/** Beyond so many trials a process over curves sees too small a part of them. */
const mostCurves = 1_000;
/** Beyond so many trials a process takes longer than 20 ms a proposal. */
const mostTrials = 300;
/** From so many trials on it looks in fewer places, for each takes longer. */
const manyTrials = 150;
/** Beyond so many hyperparameters distances say little. */
const mostDimensions = 40;
/** Trials before either of the two that share a study learns. */
const startup = 5;
/** Spaces of so few settings are tried whole. */
const fewSettings = 24;

/** The default: chooses a method for the study at hand, and another when it has grown. */
export function auto(): Auto {
  const curves = jointGp();
  const process = sampled(gp({ startup }));
  const laterProcess = sampled(gp({ startup, candidates: 128, searches: 2 }));
  const others = sampled(tpe({ startup }));
  const densities = sampled(tpe());
  const halving = successiveHalving({ sampler: tpe() });
  const everything = sampled(grid());

  function choose(progression: Progression): Choice {
    const { space, fidelity, trials, fullTrainings } = progression;
    const size = settingsOf(space);
    const dimensions = Object.keys(space).length;
    const { least, most, unit } = fidelity;
    if (size <= Math.min(fewSettings, fullTrainings ?? fewSettings))
      return { strategy: everything, why: `grid: there are ${size} settings, all of which can be tried` };
    if (most > least && trials.length < mostCurves && dimensions <= mostDimensions)
      return {
        strategy: curves,
        why: `joint-gp: a trial can be paused after ${least} of ${most} ${unit}, so a process over settings and training decides leg by leg what goes on`,
      };
    if (most > least)
      return {
        strategy: halving,
        why: `successive halving with tpe: ${manyOf(trials.length, dimensions)} for a Gaussian process, and a trial can be paused after ${least} of ${most} ${unit}`,
      };
    if (trials.length < mostTrials && dimensions <= mostDimensions) {
      const turn = turnOf(space);
      const isOthers = trials.length >= startup && progression.number % turn === turn - 1;
      return {
        strategy: isOthers ? others : trials.length < manyTrials ? process : laterProcess,
        why: `gp, and tpe for one in ${turn}: a Gaussian process learns most from few trials, but not where neighbours are unlike (${dimensions} hyperparameters, ${trials.length} trials so far)`,
      };
    }
    return { strategy: densities, why: `tpe: ${manyOf(trials.length, dimensions)} for a Gaussian process` };
  }

  return {
    name: 'auto',
    explain: (progression) => choose(progression).why,
    next(progression): Step {
      const { strategy, why } = choose(progression);
      const step = strategy.next(progression);
      if (step.kind === 'start') return { ...step, why };
      return step;
    },
  };
}

/**
 * One in how many proposals is left to densities: a process that takes a rugged objective for a smooth one is no better than chance, and they are. Where
 * every hyperparameter is discrete, as in tables, they get more (docs/search/auto.md).
 */
const turnOf = (space: Space): number => (isDiscrete(space) ? 2 : 4);

const isDiscrete = (space: Space): boolean =>
  Object.values(space).every((parameter) => parameter.kind !== 'float' || parameter.low === parameter.high);

const manyOf = (trials: number, dimensions: number) =>
  dimensions > mostDimensions ? `${dimensions} hyperparameters are many` : `${trials} trials are many`;

/** How many settings there are; infinite where a hyperparameter is a float, or where constraints leave out some. */
function settingsOf(space: Space): number {
  if (constraintsOf(space).length > 0) return Number.POSITIVE_INFINITY;
  return isDiscrete(space) ? gridSize(space) : Number.POSITIVE_INFINITY;
}
