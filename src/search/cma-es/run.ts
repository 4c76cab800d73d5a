import { pow } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import type { Parameter } from '../../space/parameter.js';
import { usualSize } from './constants.js';
import { withMargin } from './margin.js';
import { beginState, type State, told } from './state.js';

// One distribution after the other: when one has converged, another begins elsewhere.
//   ipop    every run with twice as many points a generation as the one before (Auger and Hansen, CEC 2005)
//   bipop   such runs in turns with small ones, whichever kind has cost less so far (Hansen, GECCO workshop 2009)

export type Restarts = 'ipop' | 'bipop' | 'none';

export interface Run {
  readonly state: State;
  /** Runs before this one. */
  readonly restarts: number;
  readonly isSmall: boolean;
  /** λ of the last run that was not small. */
  readonly largeSize: number;
  /** Points told in the large runs after the first, and in small ones. */
  readonly spent: { readonly large: number; readonly small: number };
  /** The best and the worst value of the last generations. */
  readonly recent: readonly (readonly [best: number, worst: number])[];
}

/** A sixth of the cube's side, as Optuna's `CmaEsSampler`. */
const firstStep = 1 / 6;

export function firstRun(mean: Float64Array): Run {
  const size = usualSize(mean.length);
  const state = beginState(mean, firstStep, size);
  return { state, restarts: 0, isSmall: false, largeSize: size, spent: { large: 0, small: 0 }, recent: [] };
}

export interface Generation {
  /** From the best to the worst. */
  readonly points: readonly Float64Array[];
  readonly best: number;
  readonly worst: number;
}

/** The run after a generation, or the one that follows when it has converged. */
export function afterGeneration(
  run: Run,
  { points, best, worst }: Generation,
  axes: readonly Parameter[],
  restarts: Restarts,
  seed: number,
): Run {
  const state = withMargin(told(run.state, points), axes);
  const kind = run.isSmall ? 'small' : 'large';
  const counts = run.restarts > 0 ? { ...run.spent, [kind]: run.spent[kind] + points.length } : run.spent;
  const recent = [...run.recent, [best, worst] as const].slice(-termOf(state));
  const next: Run = { ...run, state, recent, spent: counts };
  return restarts !== 'none' && hasConverged(next) ? restarted(next, restarts, seed) : next;
}

/** Generations without any change of value after which a run has converged. */
const termOf = ({ constants: { dimensions, size } }: State) => 10 + Math.ceil((30 * dimensions) / size);

const tolerance = 1e-12;
const greatestCondition = 1e14;

/** By value, by step, by covariance (Hansen, arXiv 1604.00772, appendix B.3). */
export function hasConverged({ state, recent }: Run): boolean {
  const { step, roots, path, covariance, mean } = state;
  const d = mean.length;
  if (state.generation > termOf(state)) {
    const values = recent.flat();
    if (Math.max(...values) - Math.min(...values) < tolerance) return true;
  }
  const diagonal = Array.from({ length: d }, (_, j) => covariance[j * d + j]!);
  const least = tolerance * firstStep;
  if (diagonal.every((c, j) => step * c < least && step * path[j]! < least)) return true;
  if (diagonal.some((c, j) => mean[j]! === mean[j]! + 0.2 * step * Math.sqrt(c))) return true;
  const [widest, narrowest] = [Math.max(...roots), Math.min(...roots)];
  return step * widest > 1e4 || widest / narrowest > greatestCondition;
}

function restarted(run: Run, restarts: Restarts, seed: number): Run {
  const draws = stream(seed, run.restarts, 'search: cma-es restart');
  const mean = run.state.mean.map(() => draws.uniform());
  const isSmall = restarts === 'bipop' && run.restarts > 0 && run.spent.small < run.spent.large;
  const usual = usualSize(mean.length);
  const largeSize = isSmall ? run.largeSize : 2 * run.largeSize;
  const u = draws.uniform();
  const size = isSmall ? Math.floor(usual * pow(largeSize / (2 * usual), u * u)) : largeSize;
  const step = isSmall ? firstStep * pow(10, -2 * draws.uniform()) : firstStep;
  return {
    state: beginState(mean, step, Math.max(usual, size)),
    restarts: run.restarts + 1,
    isSmall,
    largeSize,
    spent: run.spent,
    recent: [],
  };
}
