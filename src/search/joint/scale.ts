import { log } from '../../math/elementary.js';
import { normalQuantile } from '../../math/normal.js';
import { mean } from '../../math/statistics.js';

// The scale on which a process over curves sees costs.

/** Costs with mean 0 and deviation 1, and what another cost would be among them. */
export function standardised(costs: readonly number[]) {
  const middle = mean(costs);
  const deviation = Math.sqrt(mean(costs.map((cost) => (cost - middle) * (cost - middle)))) || 1;
  const at = (cost: number) => (cost - middle) / deviation;
  return { values: costs.map(at), at };
}

/** The same, with costs above the median drawn in: by a logarithm whose unit is what the least lies below it. */
export function drawnIn(costs: readonly number[]) {
  const sorted = Float64Array.from(costs).sort();
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const unit = middle - sorted[0]! || 1;
  const draw = (cost: number) => (cost <= middle ? cost : middle + unit * log(1 + (cost - middle) / unit));
  const { values, at } = standardised(costs.map(draw));
  return { values, at: (cost: number) => at(draw(cost)) };
}

/** What each cost would be had they the order that they have and a normal distribution (equal ones are equal), and where another cost would lie among them. */
export function normalScores(costs: readonly number[]) {
  const sorted = Float64Array.from(costs).sort();
  const at = (cost: number) => {
    const below = firstAbove(sorted, cost, false);
    const through = firstAbove(sorted, cost, true);
    return normalQuantile(
      Math.min(sorted.length - 0.5, Math.max(0.5, (below + through) / 2)) / sorted.length,
    );
  };
  return { values: costs.map(at), at };
}

/** How many are less than `x`, or no greater. */
function firstAbove(sorted: Float64Array, x: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x || (orEqual && sorted[middle] === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}
