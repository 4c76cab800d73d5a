import { pow } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import type { Setting } from '../../space/parameter.js';
import { samplePrior, sampleUniform } from '../../space/prior.js';
import { bestTrial } from '../../study/history.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import { drawNew } from '../draw-new.js';
import { nextOfBrackets } from './hyperband.js';
import { evidence } from './incumbent-prior.js';
import { mutate } from './mutate.js';
import { rankedAt } from './rung.js';
import type { Progression, Strategy } from './strategy.js';
import { checkEta } from './successive-halving.js';

// PriorBand (Mallik et al. 2023, arXiv 2306.12370): Hyperband whose new settings come from one of three sources,
//   uniform    with w = 1/(1 + η^rung), rung being where the setting begins: the cheaper the look, the more is explored
//   the prior  the space's declared beliefs
//   near the incumbent  a mutation of the best setting
// The last two share 1 − w by how well each explains the best settings so far, S_prior : S_incumbent, once there is something to go by: a full training,
// the cost of one round of halving spent, and η results at some rung. Until then all of it is the prior's. Written from the paper's
// pseudo-code; NePS's code tests its conditions in a way that never holds for two of the three.

export interface PriorBandOptions {
  /** As in `hyperband`; default 3. */
  readonly eta?: number;
}

/** Hyperband that believes the space's priors, and the incumbent ever more; never ends. Throws when eta is below 2. */
export function priorBand({ eta = 3 }: PriorBandOptions = {}): Strategy {
  checkEta('priorBand', eta);
  return {
    name: 'prior-band',
    next: (progression) =>
      nextOfBrackets(progression, eta, (_, rungs, level) => drawFrom(progression, rungs, level, eta)),
  };
}

function drawFrom(progression: Progression, rungs: readonly number[], level: number, eta: number): Setting {
  const { space, trials, seed, number } = progression;
  const draws = stream(seed, number, 'strategy: prior-band');
  const shares = sourceShares(progression, rungs, level, eta);
  const source = draws.uniform();
  return drawNew(space, trials, () => {
    if (source < shares.uniform) return sampleUniform(space, draws);
    if (source < shares.uniform + shares.prior || shares.near === undefined) return samplePrior(space, draws);
    return mutate(space, shares.near, draws);
  });
}

export interface SourceShares {
  readonly uniform: number;
  readonly prior: number;
  /** Where the rest comes from; none before there is an incumbent to go by. */
  readonly near?: Setting;
}

/** The shares of the three sources for a setting that begins at a rung, from 0. */
export function sourceShares(
  progression: Progression,
  rungs: readonly number[],
  level: number,
  eta: number,
): SourceShares {
  const uniform = 1 / (1 + pow(eta, level));
  const top = topSettings(progression, rungs, eta);
  const incumbent = bestTrial(progression.trials, progression.direction);
  if (incumbent === undefined || top.length === 0 || !hasSpentARound(progression, rungs, eta))
    return { uniform, prior: 1 - uniform };
  const share = evidence(progression.space, incumbent.setting, top);
  return { uniform, prior: (1 - uniform) * (1 - share), near: incumbent.setting };
}

/** The best 1/η at the highest rung with at least η results, best first. */
function topSettings({ trials, direction }: Progression, rungs: readonly number[], eta: number): Setting[] {
  const ranked = rungs
    .map((rung) => rankedAt(rung, rungs, trials, direction))
    .findLast((there) => there.length >= eta);
  if (ranked === undefined) return [];
  const good = ranked.filter(({ state }) => state !== 'diverged');
  return good.slice(0, Math.floor(ranked.length / eta)).map(({ setting }) => setting);
}

/** Whether as much was trained as one round of successive halving from the lowest rung takes, going on from rung to rung. */
function hasSpentARound(
  { trials }: { trials: readonly Trial[] },
  rungs: readonly number[],
  eta: number,
): boolean {
  const round = rungs.reduce(
    (cost, rung, i) => cost + pow(eta, rungs.length - 1 - i) * (rung - (rungs[i - 1] ?? 0)),
    0,
  );
  return trials.reduce((cost, trial) => cost + epochsTrained(trial), 0) >= round;
}
