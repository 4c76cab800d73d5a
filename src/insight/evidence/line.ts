import { log, log1p } from '../../math/elementary.js';
import { mean, sum } from '../../math/statistics.js';

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
  if (passages.length === 0) return undefined;
  const falls = fallsOf(passages);
  // How far it is from a stage's beginning to its end.
  const usual = mean(passages.map(({ from, to }) => Math.abs(to - from)));
  return passages.length < fewestPairs ? roughLine(passages, falls, usual) : fitted(passages, falls, usual);
}

interface Falls {
  /** The fall ahead beside the mean one; of one that is not known nothing else is expected than of the others. */
  off(ahead: number): number;
  /** The variance that not knowing it leaves, where a share c of it comes true. */
  unknown(ahead: number, c: number): number;
}

function fallsOf(passages: readonly Passage[]): Falls {
  const known = passages.map(({ ahead }) => ahead).filter(Number.isFinite);
  const centre = known.length === 0 ? 0 : mean(known);
  const variance = sum(known.map((ahead) => (ahead - centre) * (ahead - centre))) / passages.length;
  return {
    off: (ahead) => (Number.isFinite(ahead) ? ahead - centre : 0),
    unknown: (ahead, c) => (Number.isFinite(ahead) ? 0 : c * c * variance),
  };
}

function roughLine(passages: readonly Passage[], { off, unknown }: Falls, usual: number): Line {
  const shift = mean(passages.map(({ from, to, ahead }) => to - from + goesOn * off(ahead)));
  return {
    slope: 1,
    fit: -passages.length * log(Math.max(usual, Number.MIN_VALUE)),
    at(from, ahead) {
      const byFall = goesOnDeviation * off(ahead);
      return {
        mean: from + shift - goesOn * off(ahead),
        variance: usual * usual + byFall * byFall + unknown(ahead, goesOn),
      };
    },
  };
}

function fitted(passages: readonly Passage[], { off, unknown }: Falls, usual: number): Line {
  const n = passages.length;
  const begins = passages.map(({ from }) => from);
  const [centreX, centreY] = [mean(begins), mean(passages.map(({ to }) => to))];
  const rows = passages.map(({ from, to, ahead }) => ({ x: from - centreX, y: to - centreY, m: off(ahead) }));
  const { slope, share, residual, spread } = regress(rows, usual);
  const least = begins.reduce((min, from) => Math.min(min, from), Number.POSITIVE_INFINITY);
  const most = begins.reduce((max, from) => Math.max(max, from), Number.NEGATIVE_INFINITY);
  const range = most - least;
  const drawn = (x: number) => (x > most && range > 0 ? most + range * log1p((x - most) / range) : x);
  const beyond = (x: number) => bend * Math.max(0, least - x, x - most);
  return {
    slope,
    fit: -0.5 * n * log(Math.max(residual, Number.MIN_VALUE)),
    at: (from, ahead) => ({
      mean: centreY + slope * (drawn(from) - centreX) - share * off(ahead),
      variance:
        residual * (1 + 1 / n + spread(from - centreX, off(ahead))) +
        beyond(from) * beyond(from) +
        unknown(ahead, share),
    }),
  };
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly m: number;
}

/** b, c, s² and vᵀA⁻¹v of rows around their means. */
function regress(rows: readonly Row[], usual: number) {
  const n = rows.length;
  const total = (of: (row: Row) => number) => sum(rows.map(of));
  const residualOf = (b: number, c: number) => {
    const off = total(({ x, y, m }) => (y - b * x + c * m) * (y - b * x + c * m));
    return (off + (worth * usual * usual) / 9) / (n - 3 + worth);
  };
  const sxx = total(({ x }) => x * x);
  const sxm = total(({ x, m }) => x * m);
  const left = sxx + (worth * sxx) / n;
  // The belief in c is in units of the costs, so it is weighed by what residuals are with it.
  const right = total(({ m }) => m * m) + residualOf(1, goesOn) / (goesOnDeviation * goesOnDeviation);
  const determinant = left * right - sxm * sxm;
  if (!(determinant > 0))
    return { slope: 1, share: goesOn, residual: residualOf(1, goesOn), spread: () => 0 };
  const byX = total(({ x, y, m }) => x * (y - x + goesOn * m));
  const byM = -total(({ x, y, m }) => m * (y - x + goesOn * m));
  const slope = 1 + (right * byX + sxm * byM) / determinant;
  const share = goesOn + (sxm * byX + left * byM) / determinant;
  return {
    slope,
    share,
    residual: residualOf(slope, share),
    spread: (x: number, m: number) => (right * x * x - 2 * sxm * x * m + left * m * m) / determinant,
  };
}
