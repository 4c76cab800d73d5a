import { normalCdf, normalMass, normalQuantile } from '../../math/normal.js';
import type { Stream } from '../../math/random.js';

/** Beyond so many deviations the mass of a normal number is lost in rounding beside 1. */
const reach = 8.5;

/** A normal number that is truncated to [0, 1]. */
export interface Truncated {
  /** The mass of the untruncated one below 0, and inside [0, 1]. */
  readonly below: number;
  readonly inside: number;
}

/** Its masses; sooner told for one that lies wholly inside. */
export function truncated(centre: number, width: number): Truncated {
  const [low, high] = [-centre / width, (1 - centre) / width];
  if (low < -reach) return { below: 0, inside: high > reach ? 1 : 1 - normalCdf(-high) };
  const below = normalCdf(low);
  return { below, inside: high > reach ? 1 - below : normalMass(low, high) };
}

/** A draw of it, by the inverse of its distribution. */
export function sampleTruncated(
  centre: number,
  width: number,
  { below, inside }: Truncated,
  stream: Stream,
): number {
  const z = normalQuantile(below + stream.uniform() * inside);
  return Math.min(1, Math.max(0, centre + width * z));
}
