import { log, log1p } from '../../math/elementary.js';
import { sum } from '../../math/statistics.js';

// A straight line through pairs, held near one that is less steep than 1 (Bayesian linear regression with a normal prior on the slope):
//   b   (Sxy + usual·λ)/(Sxx + λ), λ = worth·Sxx/n: the belief "of what one is ahead by, seven tenths stay" counts as much as `worth` pairs
//   s²  squared residuals ÷ (n − 1), where as many more residuals as the belief is worth are a third of the mean |y − x|
// A new value's variance is s²·(1 + 1/n + (x − x̄)²/(Sxx + λ)), times that of a Student distribution with n − 1 degrees of freedom, and beyond the pairs'
// own range (bend·distance)²: those that were stopped were worse than any that went on, and no line is straight for ever.

const usual = 0.7;
const worth = 4;
const bend = 0.5;
/** Fewer pairs say nothing of how far from a line they lie: it is then of slope 1, and as unsure as the mean |y − x|. */
const fewestPairs = 4;

export interface Line {
  /** What is expected at `x`, the slope there, and the variance of a new value. */
  at(x: number): { readonly mean: number; readonly variance: number };
  readonly slope: number;
  /** −n·log s: how well a line fits, for comparing scales (times the change of units that each needs). */
  readonly fit: number;
}

/** The line through pairs (x, y); undefined where there is none. */
export function lineThrough(pairs: readonly (readonly [x: number, y: number])[]): Line | undefined {
  const n = pairs.length;
  if (n === 0) return undefined;
  if (n < fewestPairs) return roughLine(pairs);
  const centreX = sum(pairs.map(([x]) => x)) / n;
  const centreY = sum(pairs.map(([, y]) => y)) / n;
  const sxx = sum(pairs.map(([x]) => (x - centreX) * (x - centreX)));
  const sxy = sum(pairs.map(([x, y]) => (x - centreX) * (y - centreY)));
  const tied = (worth * sxx) / n;
  const slope = sxx > 0 ? (sxy + usual * tied) / (sxx + tied) : usual;
  const rest = sum(
    pairs.map(([x, y]) => {
      const off = y - centreY - slope * (x - centreX);
      return off * off;
    }),
  );
  const third = sum(pairs.map(([x, y]) => Math.abs(y - x))) / (3 * n);
  const residual = (rest + worth * third * third) / (n - 3 + worth);
  const least = pairs.reduce((min, [x]) => Math.min(min, x), Number.POSITIVE_INFINITY);
  const most = pairs.reduce((max, [x]) => Math.max(max, x), Number.NEGATIVE_INFINITY);
  const range = most - least;
  const drawn = (x: number) => (x > most && range > 0 ? most + range * log1p((x - most) / range) : x);
  const beyond = (x: number) => bend * Math.max(0, least - x, x - most);
  return {
    slope,
    fit: -0.5 * n * log(Math.max(residual, Number.MIN_VALUE)),
    at: (x) => ({
      mean: centreY + slope * (drawn(x) - centreX),
      variance:
        residual * (1 + 1 / n + (sxx > 0 ? ((x - centreX) * (x - centreX)) / (sxx + tied) : 0)) +
        beyond(x) * beyond(x),
    }),
  };
}

function roughLine(pairs: readonly (readonly [x: number, y: number])[]): Line {
  const n = pairs.length;
  const shift = sum(pairs.map(([x, y]) => y - x)) / n;
  const usual = sum(pairs.map(([x, y]) => Math.abs(y - x))) / n;
  return {
    slope: 1,
    fit: -n * log(Math.max(usual, Number.MIN_VALUE)),
    at: (x) => ({ mean: x + shift, variance: usual * usual }),
  };
}
