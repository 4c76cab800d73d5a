import { ascendingOf, quantile } from '../order-statistic.js';
import type { Scaling } from './encoder.js';

/**
 * Centre and scale of a number, robust to wild values: median and 1 / interquartile range; when that is 0, 2 / range; when that is 0
 * too, the number says nothing and becomes 0 (RealMLP's scaling, Holzmüller et al. 2024).
 */
export function fitScaling(values: Float64Array): Scaling {
  const ascending = ascendingOf(values);
  if (ascending.length === 0) return { center: 0, scale: 0 };
  const center = quantile(ascending, 0.5);
  const spread = quantile(ascending, 0.75) - quantile(ascending, 0.25);
  if (spread > 0) return { center, scale: reciprocal(spread) };
  const range = ascending.at(-1)! - ascending[0]!;
  return { center, scale: range > 0 ? 2 * reciprocal(range) : 0 };
}

/** Finite for every positive number, however small or large. */
const reciprocal = (x: number) => Math.min(Number.MAX_VALUE / 4, 1 / x);

/** Where the smooth clip levels off. */
export const clipAt = 3;
/** Beyond this the clip is level to the last bit, and its square would overflow later on. */
const level = 1e9;

/** x / √(1 + (x/3)²): about x near 0, never beyond ±3. */
export function clip(x: number): number {
  if (x > level) return clipAt;
  if (x < -level) return -clipAt;
  const third = x / clipAt;
  return x / Math.sqrt(1 + third * third);
}

/** Scaled and clipped; 0 when missing. */
export function scaled(x: number, { center, scale }: Scaling): number {
  return Number.isNaN(x) || scale === 0 ? 0 : clip((x - center) * scale);
}
