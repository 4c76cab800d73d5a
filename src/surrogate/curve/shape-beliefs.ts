import { log } from '../../math/elementary.js';
import { shapeCount } from './dictionary.js';
import type { Curve, LevelPrior } from './level-prior.js';
import { fitShapes } from './regression.js';

/** How many curves the belief that all shapes are alike is worth. */
const worth = 1;
/** Curves learnt from, the latest. */
const mostCurves = 24;

/**
 * The log weights of the shapes that curves trained beyond half of the horizon had: one step of expectation maximisation from even ones. A study's
 * curves are alike, so what is seen of some says how fast others will fall.
 */
export function shapeBeliefs(curves: readonly Curve[], prior: LevelPrior): Float64Array {
  const long = curves.filter(({ x }) => x.at(-1)! > 0.5).slice(-mostCurves);
  const weights = new Float64Array(shapeCount).fill(worth / shapeCount);
  for (const curve of long)
    for (const { shape, weight } of fitShapes(curve, prior).components) weights[shape]! += weight;
  return weights.map((weight) => log(weight / (worth + long.length)));
}
