import { stream } from '../../../math/random.js';
import type { Domain } from '../domain.js';
import type { Learnt } from '../learn.js';
import { coordinatesOf } from '../point.js';

/** The best trials are tried beside points drawn evenly. */
const bestTrials = 32;

/** Points to which tuning might move the reference: places on every axis, whether it exists there or not. */
export function candidatesOf(
  { domain, scores }: Learnt,
  reference: Float64Array,
  count: number,
  seed: number,
) {
  const random = stream(seed, 0, 'tunability points');
  const best = [...scores].sort((a, b) => a.cost - b.cost).slice(0, bestTrials);
  const tried = best.map(({ point }) =>
    coordinatesOf(domain, point).map((place, axis) => (Number.isNaN(place) ? reference[axis]! : place)),
  );
  return [...tried, ...Array.from({ length: count - tried.length }, () => drawn(domain, random))];
}

const drawn = ({ axes }: Domain, random: { uniform(): number; below(n: number): number }): Float64Array =>
  Float64Array.from(axes, ({ choices }) => (choices > 0 ? random.below(choices) : random.uniform()));
