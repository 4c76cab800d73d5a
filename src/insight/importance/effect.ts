import { mean } from '../../math/statistics.js';
import { toUnit } from '../../space/encode.js';
import type { Value } from '../../space/parameter.js';
import { countValues, valuesOf } from '../../space/values.js';
import { halfWidth } from '../../surrogate/forest/bags.js';
import { addAlong, predictTree, type Tree } from '../../surrogate/forest/tree.js';
import { coordinate, type Domain, type DomainAxis } from './domain.js';
import type { Learnt } from './learn.js';
import { valueAt, withoutInactive } from './point.js';

// What a hyperparameter does among good settings: the mean of what the forest says when it alone is changed in each of them (partial dependence, Friedman 2001, on
// the good half of the trials instead of all, so that it is not about settings that nobody would use). Only differences between places
// are judged, for these are what the same trees in the same settings agree on.

/** A value, and how much more it costs than the best one. */
export interface EffectPlace {
  readonly value: Value;
  readonly extra: number;
  /** Half the width of the 90 % interval of `extra`. */
  readonly half: number;
  /** Trials that lie nearer to this place than to another. */
  readonly trials: number;
}

export interface Effect {
  readonly places: readonly EffectPlace[];
  /** Index of the best place, and of the worst of those that are surely worse than it (−1: none is). */
  readonly best: number;
  readonly worst: number;
  /** Places that are as good as the best within the interval; of numbers those that join it. */
  readonly asGood: readonly number[];
}

const mostPlaces = 12;
const mostSettings = 32;

export function effectOf(learnt: Learnt, axis: number, filled: readonly Float64Array[]): Effect {
  const { domain, forest, bags, rows } = learnt;
  const own = domain.axes[axis]!;
  const coordinates = placesOf(own);
  const byTree = costsAlong(learnt, filled, axis, coordinates);
  const trees = byTree(forest.trees);
  const costs = trees.map(mean);
  const best = costs.indexOf(Math.min(...costs));
  const bagged = byTree(bags.trees);
  const counts = countNearest(own, coordinates, rows.columns[axis]!);
  const places = coordinates.map((place, i) => ({
    value: valueAt(own, place),
    extra: costs[i]! - costs[best]!,
    half: i === best ? 0 : halfWidth(bagged[i]!.map((cost, tree) => cost - bagged[best]![tree]!)),
    trials: counts[i]!,
  }));
  const isWorse = places.map(({ extra, half }) => extra > half);
  const surely = places.map(({ extra }, i) => (isWorse[i] ? extra : Number.NEGATIVE_INFINITY));
  const worst = isWorse.includes(true) ? surely.indexOf(Math.max(...surely)) : -1;
  return { places, best, worst, asGood: joined(own, best, isWorse) };
}

/** By place, the mean cost over good settings that each of some trees tells. */
function costsAlong(
  learnt: Learnt,
  filled: readonly Float64Array[],
  axis: number,
  coordinates: readonly number[],
): (trees: readonly Tree[]) => Float64Array[] {
  const { choices, children } = learnt.domain.axes[axis]!;
  const isAscending = coordinates.every((place, i) => i === 0 || place > coordinates[i - 1]!);
  if (choices > 0 || children.length > 0 || !isAscending) {
    const points = coordinates.map((place) => settingsWith(learnt, filled, axis, place));
    return (trees) => points.map((at) => Float64Array.from(trees, (tree) => meanOver(tree, at)));
  }
  // Settings with one number or another on the axis are the same on all others.
  const points = settingsWith(learnt, filled, axis, coordinates[0]!);
  const numbers = Float64Array.from(coordinates);
  return (trees) => {
    const costs = coordinates.map(() => new Float64Array(trees.length));
    const sums = new Float64Array(numbers.length);
    trees.forEach((tree, t) => {
      sums.fill(0);
      for (const point of points) addAlong(tree, point, axis, numbers, sums);
      for (let i = 0; i < sums.length; i++) costs[i]![t] = sums[i]! / points.length;
    });
    return costs;
  };
}

function meanOver(tree: Tree, points: readonly Float64Array[]): number {
  let sum = 0;
  for (const point of points) sum += predictTree(tree, point);
  return sum / points.length;
}

/** Each value of few; evenly spaced ones of many. */
function placesOf(own: DomainAxis): number[] {
  const { parameter } = own;
  if (countValues(parameter) <= mostPlaces)
    return valuesOf(parameter).map((value) => coordinate(own, toUnit(parameter, value)));
  if (own.choices > 0) return Array.from({ length: own.choices }, (_, i) => i);
  return Array.from({ length: mostPlaces }, (_, i) => {
    const value = valueAt(own, i / (mostPlaces - 1));
    return toUnit(parameter, value);
  });
}

/** Good settings that have the axis, with another place on it; all of them, moved to where it exists, when none has it. */
function settingsWith(
  { domain }: Learnt,
  filled: readonly Float64Array[],
  axis: number,
  place: number,
): Float64Array[] {
  const moved = (setting: Float64Array, prepare: (point: Float64Array) => void) => {
    const point = setting.slice();
    point[axis] = place;
    prepare(point);
    return withoutInactive(domain, point);
  };
  const has = (point: Float64Array) => !Number.isNaN(point[axis]!);
  const own = firstOf(filled, (setting) => moved(setting, () => {}), has);
  return own.length > 0
    ? own
    : firstOf(filled, (setting) => moved(setting, (point) => makeExist(domain, axis, point)), has);
}

/** The first settings that, once they are moved, are what is asked for. */
function firstOf(
  settings: readonly Float64Array[],
  move: (setting: Float64Array) => Float64Array,
  isKept: (point: Float64Array) => boolean,
): Float64Array[] {
  const points: Float64Array[] = [];
  for (const setting of settings) {
    if (points.length === mostSettings) break;
    const point = move(setting);
    if (isKept(point)) points.push(point);
  }
  return points;
}

/** Moves the axes that an axis depends on to where it exists. */
function makeExist({ axes }: Domain, axis: number, point: Float64Array) {
  const { parent } = axes[axis]!;
  if (parent < 0) return;
  const { children, pieces, choices } = axes[parent]!;
  const piece = pieces.find(({ exists }) => exists[children.indexOf(axis)]);
  if (piece === undefined) return;
  const middle = (piece.from + piece.to) / 2;
  point[parent] = choices > 0 ? Math.floor(middle * choices) : middle;
  makeExist({ axes, places: [] }, parent, point);
}

function countNearest(own: DomainAxis, coordinates: readonly number[], column: Float64Array): number[] {
  const counts = coordinates.map(() => 0);
  for (const at of column) {
    if (Number.isNaN(at)) continue;
    let nearest = 0;
    for (let i = 1; i < coordinates.length; i++)
      if (Math.abs(coordinates[i]! - at) < Math.abs(coordinates[nearest]! - at)) nearest = i;
    if (own.choices === 0 || coordinates[nearest] === at) counts[nearest]! += 1;
  }
  return counts;
}

function joined({ choices }: DomainAxis, best: number, isWorse: readonly boolean[]): number[] {
  const all = isWorse.map((_, i) => i);
  if (choices > 0) return all.filter((i) => !isWorse[i]);
  let [from, to] = [best, best];
  while (from > 0 && !isWorse[from - 1]) from--;
  while (to + 1 < isWorse.length && !isWorse[to + 1]) to++;
  return all.slice(from, to + 1);
}
