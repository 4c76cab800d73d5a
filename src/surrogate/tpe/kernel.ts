import { normalCdf, normalMass, normalQuantile } from '../../math/normal.js';
import type { Stream } from '../../math/random.js';

/** Beyond so many deviations the mass of a normal number is lost in rounding beside 1. */
const reach = 8.5;

/** The mass inside [0, 1] of a normal number; as `normalMass`, sooner told for one that lies wholly inside. */
export function insideMass(centre: number, width: number): number {
  const [low, high] = [-centre / width, (1 - centre) / width];
  if (low < -reach) return high > reach ? 1 : 1 - normalCdf(-high);
  return high > reach ? 1 - normalCdf(low) : normalMass(low, high);
}

/** A normal number truncated to [0, 1], by the inverse of its distribution; `inside`: its `insideMass`. */
export function sampleTruncated(centre: number, width: number, inside: number, stream: Stream): number {
  const below = normalCdf(-centre / width);
  const z = normalQuantile(below + stream.uniform() * inside);
  return Math.min(1, Math.max(0, centre + width * z));
}
