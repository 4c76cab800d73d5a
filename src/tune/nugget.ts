import type { Nugget } from '../insight/diagnosis/scene.js';
import { levelsOf, nearestRows, places } from './nearest-rows.js';
import type { Part } from './runner.js';

// How much do rows differ in their target that do not differ in their columns? The variogram (Matheron 1963) is half the mean squared difference of two
// rows' targets by their distance. It rises from the nugget, at no distance at all, to the sill, which is the variance: the nugget is what no model
// of these columns explains. Of classes a difference is 1 or 0, and the sill Gini's impurity. It is a line through each row's nearest other row
// (the Gamma test, Stefánsson, Končar & Jones 1997, with one neighbour), by the squared distance, since what is smooth differs by its square.

const mostKnown = 2_000;
const mostAsked = 1_000;
/** Of fewer the line says next to nothing. */
const fewestAsked = 200;
/** Input differences that may be looked at: about 0.2 s. */
const mostLooks = 6e7;
/** Rows that lie far from all others would turn the line. */
const nearShare = 0.75;
/** Where all are as far from their nearest, as a share of that distance, nobody knows what is at none. */
const leastSpread = 1e-3;

/** The nugget of the first part's training rows, as a share of the sill; undefined where there are too few, or nothing differs. */
export function nuggetOf(part: Part): Nugget | undefined {
  const { inputs: width, trainInputs } = part;
  const count = trainInputs.length / width;
  if (part.trainTargets.linear === undefined || count < fewestAsked) return undefined;
  const among = places(count, mostKnown);
  const affordable = Math.floor(mostLooks / (among.length * width));
  const asked = places(among.length, Math.max(fewestAsked, Math.min(mostAsked, affordable)));
  const differ = differenceOf(part);
  const rows = { inputs: trainInputs, among, isLevel: levelsOf(part) };
  const pairs = asked.map((place) => {
    const row = among[place]!;
    const from = trainInputs.subarray(row * width, (row + 1) * width);
    const [near] = nearestRows(from, rows, 1, row);
    return { distance: near!.distance, half: differ(row, near!.row) / 2 };
  });
  pairs.sort((a, b) => a.distance - b.distance);
  const sill = sillOf(among, differ);
  const line = startOfLine(pairs.slice(0, Math.ceil(nearShare * pairs.length)));
  if (line === undefined || !(sill > 0)) return undefined;
  return { share: line.start / sill, error: line.error / sill };
}

const square = (value: number) => value * value;

/** The squared difference of two rows' targets, over all outputs; of classes, whether they differ. */
function differenceOf({ task, outputs, trainTargets }: Part): (a: number, b: number) => number {
  const targets = trainTargets.linear!;
  if (task !== 'regression') return (a, b) => Number(targets[a] !== targets[b]);
  return (a, b) => {
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += square(targets[a * outputs + k]! - targets[b * outputs + k]!);
    return sum;
  };
}

/** Half the mean difference of rows that have nothing to do with each other: each and some far from it in the table. */
function sillOf(rows: readonly number[], differ: (a: number, b: number) => number): number {
  const steps = [0.29, 0.37, 0.43, 0.61].map((share) => Math.floor(share * rows.length));
  const sum = rows.reduce(
    (all, row, i) => all + steps.reduce((own, step) => own + differ(row, rows[(i + step) % rows.length]!), 0),
    0,
  );
  return sum / (2 * steps.length * rows.length);
}

/** Where a straight line through the pairs begins, and the standard error of that; undefined where their distances are all the same. */
function startOfLine(pairs: readonly { readonly distance: number; readonly half: number }[]) {
  const n = pairs.length;
  const x = pairs.reduce((sum, { distance }) => sum + distance / n, 0);
  const y = pairs.reduce((sum, { half }) => sum + half / n, 0);
  const spread = pairs.reduce((sum, { distance }) => sum + square(distance - x), 0);
  if (x > 0 && Math.sqrt(spread / n) < leastSpread * x) return undefined;
  const slope =
    spread > 0 ? pairs.reduce((sum, { distance, half }) => sum + (distance - x) * half, 0) / spread : 0;
  const start = y - slope * x;
  const rest = pairs.reduce((sum, { distance, half }) => sum + square(half - start - slope * distance), 0);
  const unsure = 1 / n + (x === 0 ? 0 : (x * x) / spread);
  return { start, error: Math.sqrt((rest / (n - 2)) * unsure) };
}
