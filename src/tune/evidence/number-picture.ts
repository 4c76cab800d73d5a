import { mean, quantile, standardDeviation } from '../../math/statistics.js';
import { countInGrid, type Grid } from './grid.js';
import { rounded } from './rounded.js';

/** Predictions of numbers against the truth, small enough to keep. A residual is prediction − truth. */
export interface NumberPicture {
  readonly kind: 'numbers';
  readonly target: string;
  readonly rows: number;
  readonly scale: 'linear' | 'log';
  /** Truth and prediction of each row, when there are few; else absent, and the grids hold how many rows are where. */
  readonly points?: readonly (readonly [truth: number, predicted: number])[];
  readonly truthGrid?: Grid;
  readonly residualGrid?: Grid;
  /** Rows in order of their prediction, in groups of equal size. */
  readonly groups: readonly ResidualGroup[];
  /** How many residuals lie in each step of a scale from `from`; the first and last step hold those beyond it as well. */
  readonly residuals: { readonly from: number; readonly step: number; readonly counts: readonly number[] };
  /** Half, and nine in ten, of the predictions are at most this far from the truth. */
  readonly within: { readonly half: number; readonly nine: number };
  readonly worst: readonly { readonly row: number; readonly truth: number; readonly predicted: number }[];
}

export interface ResidualGroup {
  /** The range of the predictions. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean residual and its standard error. */
  readonly bias: number;
  readonly biasError: number;
  /** Residuals below which a tenth, half and nine tenths lie. */
  readonly tenth: number;
  readonly middle: number;
  readonly ninth: number;
  /** Root mean squared residual. */
  readonly typical: number;
}

export interface NumberTest {
  readonly target: string;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  /** The number of each row as a person counts. */
  readonly rowNumber: (index: number) => number;
}

const mostPoints = 1_500;
const mostGroups = 12;
const fewestInGroup = 25;
const steps = 41;
const cells = 44;
const mostWorst = 6;

export function numberPicture({ target, truth, predicted, rowNumber }: NumberTest): NumberPicture {
  const rows = truth.length;
  const residuals = predicted.map((value, i) => value - truth[i]!);
  const sizes = residuals.map(Math.abs);
  const scale = scaleOf(truth);
  const few = rows <= mostPoints;
  return {
    kind: 'numbers',
    target,
    rows,
    scale,
    ...(few
      ? { points: Array.from(truth, (value, i) => [rounded(value), rounded(predicted[i]!)] as const) }
      : {
          truthGrid: countInGrid(truth, predicted, { cells, scale, shared: true }),
          residualGrid: countInGrid(predicted, residuals, { cells, scale, shared: false }),
        }),
    groups: groupsOf(predicted, residuals),
    residuals: stepsOf(residuals),
    within: { half: rounded(quantile(sizes, 0.5)), nine: rounded(quantile(sizes, 0.9)) },
    worst: [...sizes.keys()]
      .sort((a, b) => sizes[b]! - sizes[a]!)
      .slice(0, mostWorst)
      .map((i) => ({ row: rowNumber(i), truth: rounded(truth[i]!), predicted: rounded(predicted[i]!) })),
  };
}

/** Ratios matter more than differences when the middle of the truth spans a factor of thirty. */
function scaleOf(truth: Float64Array): 'linear' | 'log' {
  const low = quantile(truth, 0.01);
  return low > 0 && quantile(truth, 0) > 0 && quantile(truth, 0.99) / low > 30 ? 'log' : 'linear';
}

function groupsOf(predicted: Float64Array, residuals: Float64Array): ResidualGroup[] {
  const order = [...predicted.keys()].sort((a, b) => predicted[a]! - predicted[b]!);
  const count = Math.max(1, Math.min(mostGroups, Math.floor(order.length / fewestInGroup)));
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * order.length) / count);
    const own = order.slice(start, Math.floor(((i + 1) * order.length) / count));
    const values = Float64Array.from(own, (row) => residuals[row]!);
    return {
      from: rounded(predicted[own[0]!]!),
      to: rounded(predicted[own.at(-1)!]!),
      rows: own.length,
      bias: rounded(mean(values)),
      biasError: rounded(standardDeviation(values) / Math.sqrt(values.length)),
      tenth: rounded(quantile(values, 0.1)),
      middle: rounded(quantile(values, 0.5)),
      ninth: rounded(quantile(values, 0.9)),
      typical: rounded(Math.sqrt(mean(values.map((value) => value * value)))),
    };
  });
}

/** Symmetric around 0, as wide as 98 in 100 residuals need. */
function stepsOf(residuals: Float64Array): NumberPicture['residuals'] {
  const reach = quantile(residuals.map(Math.abs), 0.98) || 1;
  const step = (2 * reach) / steps;
  const counts = new Array<number>(steps).fill(0);
  for (const value of residuals) {
    const place = Math.floor((value + reach) / step);
    counts[Math.min(steps - 1, Math.max(0, place))]! += 1;
  }
  return { from: -reach, step, counts };
}
