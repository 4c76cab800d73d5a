import { pastWidth, type Width } from './calibration.js';
import { type Forecast, forecastAt } from './forecast.js';
import { type Curve, type LevelPrior, levelPrior } from './level-prior.js';
import { fitShapes, type Posterior } from './regression.js';
import { shapeBeliefs } from './shape-beliefs.js';

// Extrapolates learning curves without a network or a Markov chain: exact Bayesian regression of level and drop under each of 2,000 sampled shapes
// (regression.ts), in the units of costs: what falls is good.

/** A report of a curve in progress. */
export interface CurvePoint {
  readonly epoch: number;
  readonly value: number;
}

export interface CurveModel {
  /** What a curve with these reports, in costs, will report at an epoch; without reports, what one not yet begun will. NaN is passed over. */
  extrapolate(points: readonly CurvePoint[], epoch: number): Forecast;
}

/** More reports than this are thinned out evenly; they would say the same again. */
const mostPoints = 64;

/** A model of a study's curves, in costs, of `most` epochs each, that has learnt from those there are. About 1 ms a curve. */
export function curveModel(curves: readonly (readonly CurvePoint[])[], most: number): CurveModel {
  return modelFrom(learnLevels(curves, most), learnPast(curves, most), most);
}

/** What a study's curves say about where curves end and how far they fall. */
export const learnLevels = (curves: readonly (readonly CurvePoint[])[], most: number): LevelPrior =>
  levelPrior(curves.map((points) => toCurve(points, most)));

/** What curves that were trained far say about the shapes of others and how wide forecasts have to be. */
export interface Past {
  readonly beliefs: Float64Array;
  readonly width: Width;
}

/** Learns from past curves; takes some milliseconds for each. */
export function learnPast(curves: readonly (readonly CurvePoint[])[], most: number): Past {
  const known = curves.map((points) => toCurve(points, most)).filter(({ x }) => x.length > 0);
  const prior = levelPrior(known);
  const beliefs = shapeBeliefs(known, prior);
  return { beliefs, width: pastWidth(known, prior, beliefs) };
}

/** A model with beliefs that were learnt before; it keeps the fits of curves that it has seen. */
export function modelFrom(prior: LevelPrior, { beliefs, width }: Past, most: number): CurveModel {
  const fitted = new WeakMap<readonly CurvePoint[], Posterior>();
  return {
    extrapolate(points, epoch) {
      const posterior = fitted.get(points) ?? fitShapes(toCurve(points, most), prior, beliefs);
      fitted.set(points, posterior);
      const seen = (points.at(-1)?.epoch ?? 0) / most;
      return forecastAt(posterior, epoch / most, width(seen));
    },
  };
}

/** The reports that are numbers, few enough, the last one among them. */
function toCurve(points: readonly CurvePoint[], most: number): Curve {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const step = Math.max(1, finite.length / mostPoints);
  const count = Math.min(finite.length, mostPoints);
  const kept = Array.from(
    { length: count },
    (_, i) => finite[finite.length - 1 - Math.floor(i * step)]!,
  ).reverse();
  return { x: kept.map(({ epoch }) => epoch / most), y: kept.map(({ value }) => value) };
}
