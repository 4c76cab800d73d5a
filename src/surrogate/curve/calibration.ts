import { quantile } from '../../math/statistics.js';
import { forecastAt } from './forecast.js';
import type { Curve, LevelPrior } from './level-prior.js';
import { fitShapes } from './regression.js';

// What the study's own past says about the width of forecasts: curves that were trained far enough are forecast again from their first reports, up to a
// tenth, a quarter and a half of the horizon. Their 90 % intervals should hold nine in ten of the values that came; deviations are multiplied by what that
// takes, for early forecasts and for late ones by themselves.

/** Forecasts that the belief "width 1" is worth. */
const worth = 2;
/** Curves looked back on, the latest first. */
const mostCurves = 24;
const [narrowest, widest] = [0.2, 4];
/** A little more than the nine tenths that are wanted: these very curves had a say in the shapes. */
const asked = 0.92;
const stages = [0.1, 0.25, 0.5] as const;

/** What to multiply a forecast's deviation by when it was made after so much of the horizon. */
export type Width = (seen: number) => number;

/** The widths that the curves' past asks for; 1 while there is none. */
export function pastWidth(curves: readonly Curve[], prior: LevelPrior, beliefs?: Float64Array): Width {
  const long = curves.filter(({ x }) => x.at(-1)! > stages[2]).slice(-mostCurves);
  const widths = stages.map((stage) => widthAt(stage, long, prior, beliefs));
  return (seen) => between(seen, widths);
}

function widthAt(stage: number, curves: readonly Curve[], prior: LevelPrior, beliefs?: Float64Array): number {
  const scores = curves.flatMap((curve) => pastScore(curve, stage, prior, beliefs));
  const n = scores.length;
  if (n === 0) return 1;
  const needed = quantile(scores, asked);
  return Math.min(widest, Math.max(narrowest, (n * needed + worth) / (n + worth)));
}

/** How far from the mean a curve's last report was, in units of the 90 % interval's half on that side; nothing where it had no report by then. */
function pastScore({ x, y }: Curve, stage: number, prior: LevelPrior, beliefs?: Float64Array): number[] {
  const seen = x.filter((place) => place <= stage).length;
  if (seen === 0) return [];
  const forecast = forecastAt(
    fitShapes({ x: x.slice(0, seen), y: y.slice(0, seen) }, prior, beliefs),
    x.at(-1)!,
  );
  const off = y.at(-1)! - forecast.mean;
  return [off / (forecast.quantile(off < 0 ? 0.05 : 0.95) - forecast.mean)];
}

/** Linear between the stages, flat beyond them. */
function between(seen: number, widths: readonly number[]): number {
  const above = stages.findIndex((stage) => seen < stage);
  if (above <= 0) return above === 0 ? widths[0]! : widths.at(-1)!;
  const [left, right] = [stages[above - 1]!, stages[above]!];
  return widths[above - 1]! + ((seen - left) / (right - left)) * (widths[above]! - widths[above - 1]!);
}
