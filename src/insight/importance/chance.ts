import { stream } from '../../math/random.js';
import { mean } from '../../math/statistics.js';
import { growForest, unseenFit } from '../../surrogate/forest/forest.js';
import type { Rows } from '../../surrogate/forest/rows.js';
import type { MeasuredAxis } from './domain.js';
import { decompose } from './fanova/shares.js';
import type { Learnt } from './learn.js';

// What a hyperparameter that does nothing looks like. Beside each stands its shadow, the same values dealt to other trials, which can explain nothing
// (Kursa and Rudnicki 2010, "Boruta"): a share has to be above all those that shadows of its kind get in several deals. And the forest as a whole has to foretell more than
// forests whose trials have had their costs dealt out anew.

const trees = 8;
/** Fewer trials give chance more room: a draw of them errs on the side of silence. */
const mostRows = 300;
/** Deals of costs for the second test: one in twenty passes it by chance. */
const deals = 20;
/** A forest that foretells so much of so many trials has no need of the second test. */
const clearly = { fit: 0.3, rows: 50 };

/** By axis: the greatest share that a shadow of its kind, number or choice, has had. */
export function chanceShares({ rows, domain }: Learnt, seed: number): number[] {
  const few = draw(rows, seed);
  const axes = withShadows(domain.axes);
  const wanted = domain.axes.map((_, axis) => domain.axes.length + axis);
  const most = { number: 0, choice: 0 };
  for (let deal = 0; deal < dealsFor(few.values.length); deal++) {
    const shadows = few.columns.map((column, axis) => dealtOut(column, seed, deal * 1000 + axis));
    const own = { axes, columns: [...few.columns, ...shadows], values: few.values };
    const { main } = decompose(growForest(own, { trees, seed: deal }).trees, axes, wanted);
    for (const shadow of wanted) {
      const shares = main([shadow]).filter(Number.isFinite);
      most[kindOf(axes[shadow]!)] = Math.max(
        most[kindOf(axes[shadow]!)],
        shares.length > 0 ? mean(shares) : 1,
      );
    }
  }
  return domain.axes.map((axis) => most[kindOf(axis)]);
}

const kindOf = ({ choices }: MeasuredAxis) => (choices > 0 ? 'choice' : 'number');

/** More for few trials, whose shares have long tails, and which are soon learnt. */
const dealsFor = (count: number) => Math.max(8, Math.min(40, Math.round(3000 / count)));

/** Whether a forest foretells unseen trials better than the mean does, and than chance would let it. */
export function foretells({ rows }: Learnt, fit: number, seed: number): boolean {
  if (!(fit > 0)) return false;
  if (fit > clearly.fit && rows.values.length >= clearly.rows) return true;
  const few = draw(rows, seed);
  for (let deal = 0; deal < deals; deal++) {
    const own = { ...few, values: dealtOut(few.values, seed, deal) };
    if (unseenFit(growForest(own, { trees: 2 * trees, seed: deal }), own) >= fit) return false;
  }
  return true;
}

/** The column with its places dealt to others of the trials that have one. */
function dealtOut(column: Float64Array, seed: number, deal: number): Float64Array {
  const places = column.filter((place) => !Number.isNaN(place));
  const order = stream(seed, deal, 'importance deal').permutation(places.length);
  let next = 0;
  return column.map((place) => (Number.isNaN(place) ? place : places[order[next++]!]!));
}

/** The axes, then a shadow of each, which exists where its axis does and on which nothing depends. */
function withShadows(axes: readonly MeasuredAxis[]): MeasuredAxis[] {
  const count = axes.length;
  const parents = axes.map((axis) => ({
    ...axis,
    children: [...axis.children, ...axis.children.map((child) => child + count)],
    pieces: axis.pieces.map((piece) => ({ ...piece, exists: [...piece.exists, ...piece.exists] })),
  }));
  const shadows = axes.map((axis) => ({ ...axis, children: [], pieces: [{ from: 0, to: 1, exists: [] }] }));
  return [...parents, ...shadows];
}

function draw(rows: Rows, seed: number): Rows {
  const count = rows.values.length;
  if (count <= mostRows) return rows;
  const chosen = stream(seed, 0, 'importance deal rows').permutation(count).subarray(0, mostRows);
  const take = (column: Float64Array) => Float64Array.from(chosen, (row) => column[row]!);
  return { axes: rows.axes, columns: rows.columns.map(take), values: take(rows.values) };
}
