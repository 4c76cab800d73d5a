import { log } from '../../math/elementary.js';
import type { Trial } from '../../study/trial.js';
import type { Features } from '../../surrogate/gp/features.js';
import type { Sample } from '../../surrogate/gp/learner.js';
import type { Cube } from './cube.js';

// Improvement for what it takes (Lee et al. 2020, "Cost-aware Bayesian optimization", CArBO): expected improvement divided by (expected expense)^α,
//   α   (budget − spent) / (budget − spent on the first settings), from 1 down to 0: cheap settings first, the best ones last

export interface ExpenseOptions {
  /** What a trial took, above 0; undefined where that is not known. Default: the seconds from its start to its end. */
  readonly of?: (trial: Trial) => number | undefined;
  /** All that the study may spend, in the same unit; default: no end, α stays 1. */
  readonly budget?: number;
}

export const secondsOf = ({ started, finished }: Trial): number | undefined =>
  finished !== undefined && finished > started ? (finished - started) / 1000 : undefined;

/** The log of what trials took that were trained to their end; undefined for fewer than two. */
export function expenses(
  trials: readonly Trial[],
  { of = secondsOf }: ExpenseOptions,
  cube: Cube,
  features: Features,
): Sample | undefined {
  const known = trials
    .filter((trial) => trial.state === 'complete' && isPositive(of(trial)))
    .sort((a, b) => a.number - b.number);
  if (known.length < 2) return undefined;
  return {
    rows: known.map(({ setting }) => features.of(cube.see(cube.pointOf(setting)))),
    values: known.map((trial) => log(of(trial)!)),
  };
}

/** α after these trials, of which the first `startup` were the first settings. */
export function cooling(
  trials: readonly Trial[],
  { of = secondsOf, budget }: ExpenseOptions,
  startup: number,
): number {
  if (budget === undefined) return 1;
  const spent = [...trials].sort((a, b) => a.number - b.number).map((trial) => of(trial) ?? 0);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const share = (budget - total(spent)) / (budget - total(spent.slice(0, startup)));
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

const isPositive = (value: number | undefined): boolean =>
  value !== undefined && value > 0 && Number.isFinite(value);
