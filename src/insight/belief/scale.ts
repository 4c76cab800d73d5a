import { exp, expm1, log, log1p } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';
import { momentsOf } from '../../surrogate/gp/standardise.js';

/** A rising map between costs and the numbers (mean 0, deviation 1) that a process learns from. */
export interface Scale {
  /** Whether differences are factors. */
  readonly isLog: boolean;
  to(cost: number): number;
  from(place: number): number;
  /** d to/d cost */
  slope(cost: number): number;
  /** The log of it. */
  logSlope(cost: number): number;
}

/** A scale for these costs, plain or of their logs. Above the upper quartile by more than the quartiles differ, costs are drawn in to a logarithm: far off the process would learn what is steep there. */
export function scaleOf(costs: readonly number[], isLog: boolean): Scale {
  const there = isLog ? log : (cost: number) => cost;
  const back = isLog ? exp : (place: number) => place;
  const places = costs.map(there);
  const upper = quantile(places, 0.75);
  const range = upper - quantile(places, 0.25);
  const fence = range > 0 ? upper + range : Number.POSITIVE_INFINITY;
  const drawn = (place: number) => (place > fence ? fence + range * log1p((place - fence) / range) : place);
  const undrawn = (place: number) => (place > fence ? fence + range * expm1((place - fence) / range) : place);
  const { mean, deviation } = momentsOf(places.map(drawn));
  const unit = deviation > 0 ? deviation : 1;
  // What is further out than all that was seen by as much again as all of that differs is not believed in.
  const seen = places.map((place) => (drawn(place) - mean) / unit);
  const [low, high] = [quantile(seen, 0), quantile(seen, 1)];
  const [least, most] = [2 * low - high, 2 * high - low];
  const slope = (cost: number) => {
    const place = there(cost);
    const inner = place > fence ? 1 / (1 + (place - fence) / range) : 1;
    return (inner * (isLog ? 1 / cost : 1)) / unit;
  };
  return {
    isLog,
    to: (cost) => (drawn(there(cost)) - mean) / unit,
    from: (place) => back(undrawn(mean + unit * Math.min(most, Math.max(least, place)))),
    slope,
    logSlope: (cost) => log(slope(cost)),
  };
}
