import { log, log1p } from '../../math/elementary.js';
import { sum } from '../../math/statistics.js';

// What a cost comes to over a stage of training, from those that went through it: x where it stood at its beginning, y at its end, and m the fall that is left for it by how
// fast it fell before, were the rest of the fall to shrink as one over the time (fallAhead).
//   y = ȳ + b·(x − x̄) − c·(m − m̄) + ε        (Bayesian linear regression; ε of variance s²)
//   b   normal around 1: the belief "what one is ahead by, it stays ahead by" counts as much as `worth` pairs
//   c   normal around ½ with deviation ½: part of a fall goes on, as far as the rate does not come to rest
//   s²  squared residuals ÷ (n − 1), where as many more residuals as the belief is worth are a third of the mean |y − x|
// A new value's variance is s²·(1 + 1/n + vᵀA⁻¹v), with v its own (x − x̄, m − m̄) and A the posterior's precision in units of s², times that of a Student distribution with n − 1
// degrees of freedom, and beyond the pairs' own range (bend·distance)²: those that were stopped were worse than any that went on, and no line is straight for ever.

const worth = 2;
const bend = 0.5;
const goesOn = 0.5;
const goesOnDeviation = 0.5;
/** Fewer pairs say nothing of how far from a line they lie: it is then of slope 1, and as unsure as the mean |y − x|. */
const fewestPairs = 4;

/** A cost at the beginning of a stage and at its end, and the fall that is left for it; NaN where it is not known. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly ahead: number;
}

export interface Line {
  /** What is expected at the stage's end, and the variance of a new value. */
  at(from: number, ahead: number): { readonly mean: number; readonly variance: number };
  readonly slope: number;
  /** −n·log s: how well a line fits, for comparing scales (times the change of units that each needs). */
  readonly fit: number;
}

/** The fall that is left from a share of training to another, where `fall` was that of the second half of the first: a/t at t leaves 1 − from/to of it. */
export const fallAhead = (fall: number, from: number, to: number): number => fall * (1 - from / to);

/** The line through passages; undefined where there is none. */
export function lineThrough(passages: readonly Passage[]): Line | undefined {
  const n = passages.length;
  if (n === 0) return undefined;
  const falls = passages.map(({ ahead }) => ahead).filter(Number.isFinite);
  const centreM = falls.length === 0 ? 0 : sum(falls) / falls.length;
  /** Of one that is not known nothing else is expected than of the others. */
  const offCentre = (ahead: number) => (Number.isFinite(ahead) ? ahead - centreM : 0);
  const centred = passages.map(({ from, to, ahead }) => ({ from, to, m: offCentre(ahead) }));
  const smm = sum(centred.map(({ m }) => m * m));
  const unknown = (ahead: number, c: number) => (Number.isFinite(ahead) ? 0 : (c * c * smm) / n);
  const usual = sum(centred.map(({ from, to }) => Math.abs(to - from))) / n;
  if (n < fewestPairs) {
    const shift = sum(centred.map(({ from, to, m }) => to - from + goesOn * m)) / n;
    return {
      slope: 1,
      fit: -n * log(Math.max(usual, Number.MIN_VALUE)),
      at(from, ahead) {
        const m = offCentre(ahead);
        const byFall = goesOnDeviation * m;
        return {
          mean: from + shift - goesOn * m,
          variance: usual * usual + byFall * byFall + unknown(ahead, goesOn),
        };
      },
    };
  }
  const centreX = sum(centred.map(({ from }) => from)) / n;
  const centreY = sum(centred.map(({ to }) => to)) / n;
  const rows = centred.map(({ from, to, m }) => ({ x: from - centreX, y: to - centreY, m }));
  const sxx = sum(rows.map(({ x }) => x * x));
  const sxm = sum(rows.map(({ x, m }) => x * m));
  const tied = (worth * sxx) / n;
  const leastSquares = (usual * usual) / 9;
  const residualOf = (b: number, c: number) => {
    const rest = sum(rows.map(({ x, y, m }) => (y - b * x + c * m) * (y - b * x + c * m)));
    return (rest + worth * leastSquares) / (n - 3 + worth);
  };
  // The belief in c is in units of the costs, so it is weighed by what residuals are with it.
  const believed = residualOf(1, goesOn);
  const held = believed / (goesOnDeviation * goesOnDeviation);
  const [left, right] = [sxx + tied, smm + held];
  const determinant = left * right - sxm * sxm;
  const off = rows.map(({ x, y, m }) => ({ x, m, r: y - x + goesOn * m }));
  const byX = sum(off.map(({ x, r }) => x * r));
  const byM = -sum(off.map(({ m, r }) => m * r));
  const solvable = determinant > 0 && sxx > 0;
  const slope = solvable ? 1 + (right * byX + sxm * byM) / determinant : 1;
  const c = solvable ? goesOn + (sxm * byX + left * byM) / determinant : goesOn;
  const residual = residualOf(slope, c);
  const least = centred.reduce((min, { from }) => Math.min(min, from), Number.POSITIVE_INFINITY);
  const most = centred.reduce((max, { from }) => Math.max(max, from), Number.NEGATIVE_INFINITY);
  const range = most - least;
  const drawn = (x: number) => (x > most && range > 0 ? most + range * log1p((x - most) / range) : x);
  const beyond = (x: number) => bend * Math.max(0, least - x, x - most);
  return {
    slope,
    fit: -0.5 * n * log(Math.max(residual, Number.MIN_VALUE)),
    at(from, ahead) {
      const [x, m] = [from - centreX, offCentre(ahead)];
      const spread = solvable ? (right * x * x - 2 * sxm * x * m + left * m * m) / determinant : 0;
      return {
        mean: centreY + slope * (drawn(from) - centreX) - c * m,
        variance: residual * (1 + 1 / n + spread) + beyond(from) * beyond(from) + unknown(ahead, c),
      };
    },
  };
}
