import { exp } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { drawShape, shapeAt } from './shape.js';

/** How many shapes there are. */
export const shapeCount = 2000;

// The same shapes for every study: they are a way of integrating, as the nodes of a quadrature are, and not a part of a study's chance.
const draws = stream(0, 0, 'curve: shapes');
const shapes = Array.from({ length: shapeCount }, (_, i) => drawShape(i, draws));

/** Noise that goes with each shape, as a share of the scale of values: exp N(−4, 1). */
export const noiseShares: Float64Array = Float64Array.from({ length: shapeCount }, () =>
  exp(draws.normal() - 4),
);

/** Columns that are kept; a study asks for one for each of its epochs. */
const mostKept = 1000;
const kept = new Map<number, Float64Array>();

/** Every shape's value at x = epoch / horizon. */
export function shapesAt(x: number): Float64Array {
  const found = kept.get(x);
  if (found !== undefined) return found;
  const column = Float64Array.from(shapes, (shape) => shapeAt(shape, x));
  if (kept.size >= mostKept) kept.clear();
  kept.set(x, column);
  return column;
}
