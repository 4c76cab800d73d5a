import { pow } from '../../../math/elementary.js';
import { normalMass } from '../../../math/normal.js';

// The density of trials on cells 0 … m − 1, as a mixture of one kernel for each cell that has trials, by their number, and one that counts as a trial
// and is as wide as the range. Kernels are normal, cut to the cells and integrated over each; their width is Scott's rule (1992), at least 0.5/1.64 of a
// cell, so that 90 % of one lies in its cell. Cells without an order have kernels that leave a little to all others.

const leastWidth = 0.5 / 1.64;

/** By cell, the share of the trials there; `counts`: how many have fallen into each. */
export function densityOf(counts: ArrayLike<number>, isOrdered: boolean): Float64Array {
  return isOrdered ? orderedDensity(counts) : listedDensity(counts);
}

function orderedDensity(counts: ArrayLike<number>): Float64Array {
  const cells = counts.length;
  const total = totalOf(counts);
  const masses = massesAround(cells, scottWidth(counts, total));
  const density = new Float64Array(cells);
  for (let centre = 0; centre < cells; centre++) {
    if (counts[centre] === 0) continue;
    let whole = 0;
    for (let cell = 0; cell < cells; cell++) whole += masses[Math.abs(cell - centre)]!;
    for (let cell = 0; cell < cells; cell++)
      density[cell]! += (counts[centre]! / (total + 1)) * (masses[Math.abs(cell - centre)]! / whole);
  }
  addWide(density, 1 / (total + 1));
  return density;
}

/** By distance from a kernel's centre, its mass in a cell. */
const massesAround = (cells: number, width: number): Float64Array =>
  Float64Array.from({ length: cells }, (_, distance) =>
    normalMass((distance - 0.5) / width, (distance + 0.5) / width),
  );

function addWide(density: Float64Array, share: number) {
  const cells = density.length;
  const middle = (cells - 1) / 2;
  const whole = normalMass((-0.5 - middle) / cells, (cells - 0.5 - middle) / cells);
  for (let cell = 0; cell < cells; cell++)
    density[cell]! +=
      (share * normalMass((cell - 0.5 - middle) / cells, (cell + 0.5 - middle) / cells)) / whole;
}

/** 1.059·min(IQR/1.34, s)·n^−0.2, in cells. */
function scottWidth(counts: ArrayLike<number>, total: number): number {
  let mean = 0;
  for (let cell = 0; cell < counts.length; cell++) mean += (cell * counts[cell]!) / total;
  let squares = 0;
  for (let cell = 0; cell < counts.length; cell++) squares += counts[cell]! * (cell - mean) * (cell - mean);
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  const quarter = cellHolding(counts, Math.floor(total / 4), (below, wanted) => below >= wanted);
  const threeQuarters = cellHolding(counts, Math.floor((total * 3) / 4), (below, wanted) => below > wanted);
  const spread = Math.min((threeQuarters - quarter) / 1.34, deviation);
  return Math.max(leastWidth, 1.059 * spread * pow(total, -0.2));
}

/** The first cell with trials at which the count until there passes; the last one when none does. */
function cellHolding(
  counts: ArrayLike<number>,
  wanted: number,
  passes: (below: number, wanted: number) => boolean,
): number {
  let below = 0;
  let last = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] === 0) continue;
    below += counts[cell]!;
    last = cell;
    if (passes(below, wanted)) return cell;
  }
  return last;
}

function listedDensity(counts: ArrayLike<number>): Float64Array {
  const cells = counts.length;
  const total = totalOf(counts);
  let kernels = 1;
  for (let cell = 0; cell < cells; cell++) if (counts[cell]! > 0) kernels += 1;
  // A kernel has 1 in its own cell and 1/kernels in every one.
  const rest = 1 / kernels;
  const density = new Float64Array(cells).fill(1 / cells / (total + 1));
  for (let centre = 0; centre < cells; centre++)
    for (let cell = 0; cell < cells; cell++)
      density[cell]! +=
        (counts[centre]! / (total + 1)) * (((cell === centre ? 1 : 0) + rest) / (1 + cells * rest));
  return density;
}

const totalOf = (counts: ArrayLike<number>): number => {
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) total += counts[cell]!;
  return total;
};
