import { log } from '../../math/elementary.js';
import { mean } from '../../math/statistics.js';
import { calibrateRow, type Slope } from './calibration.js';

/** ln p (rows × classes) and each row's class. */
export interface Sample {
  readonly logs: Float64Array;
  readonly actual: ArrayLike<number>;
  readonly classes: number;
  /** How much each row counts; all alike when absent. */
  readonly weights?: ArrayLike<number>;
}

const mostSteps = 60;
const close = 1e-7;
/** Of 1 / temperature. */
const [flattest, steepest] = [0.1, 10];
/** Rows that are taken to agree with the uncalibrated probabilities, so that a rare class gets no wild bias. */
const agreeing = 20;

/** What is fitted beside a temperature, and whether that may be 1 at most. */
export interface Kind {
  readonly withBias: boolean;
  readonly cooler: boolean;
}

/**
 * The temperature, and with `withBias` a bias for each class, that make the log-loss of the given rows and a doubt about them least. It is convex: Newton's steps on
 * 1 / temperature in turns with iterative scaling of the biases, after which each class is foretold as often as it occurs (Darroch and
 * Ratcliff 1972).
 */
export function fitSlope(sample: Sample, rows: ArrayLike<number>, { withBias, cooler }: Kind): Slope {
  const fit: Slope = { slope: 1, bias: new Float64Array(sample.classes) };
  const wanted = withBias ? wantedShares(sample, rows) : undefined;
  for (let step = 0; step < mostSteps; step++) {
    let change = moveSlope(sample, rows, fit, cooler ? 1 : flattest);
    if (wanted) change = Math.max(change, moveBias(sample, rows, fit, wanted));
    if (change < close) break;
  }
  const middle = mean(fit.bias);
  return { slope: fit.slope, bias: fit.bias.map((each) => each - middle) };
}

/**
 * One Newton step; returns how far it went. Of n rows one in n + 2 is taken to have been of another class (Laplace's rule of succession, as Platt
 * 1999 has it): rows that were all foretold rightly would call for a temperature of 0, and a single mistake would then cost everything.
 */
function moveSlope(sample: Sample, rows: ArrayLike<number>, fit: Slope, least: number): number {
  const { logs, actual, classes, weights } = sample;
  const doubt = 1 / (totalWeight(sample, rows) + 2);
  const p = new Float64Array(classes);
  let gradient = 0;
  let curvature = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    calibrateRow(fit, logs, row, p);
    let all = 0;
    let expected = 0;
    let squares = 0;
    for (let k = 0; k < classes; k++) {
      const z = logs[row * classes + k]!;
      all += z;
      expected += p[k]! * z;
      squares += p[k]! * z * z;
    }
    const own = logs[row * classes + actual[row]!]!;
    const seen = (1 - doubt) * own + (doubt * (all - own)) / (classes - 1);
    const weight = weights?.[row] ?? 1;
    gradient += weight * (expected - seen);
    curvature += weight * (squares - expected * expected);
  }
  // A step is held to a factor of two, where Newton's is right in kind only.
  const step = curvature > 0 ? gradient / curvature : 0;
  const bounded = Math.min(2 * fit.slope, Math.max(fit.slope / 2, fit.slope - step));
  const moved = Math.min(steepest, Math.max(least, bounded));
  const change = Math.abs(moved - fit.slope);
  fit.slope = moved;
  return change;
}

function moveBias(sample: Sample, rows: ArrayLike<number>, fit: Slope, wanted: Float64Array): number {
  const shares = meanProbabilities(sample, rows, fit);
  let change = 0;
  wanted.forEach((share, k) => {
    const move = log(share / Math.max(shares[k]!, Number.MIN_VALUE));
    fit.bias[k]! += move;
    change = Math.max(change, Math.abs(move));
  });
  return change;
}

function totalWeight({ weights }: Sample, rows: ArrayLike<number>): number {
  if (weights === undefined) return rows.length;
  let total = 0;
  for (let i = 0; i < rows.length; i++) total += weights[rows[i]!]!;
  return total;
}

function wantedShares(sample: Sample, rows: ArrayLike<number>): Float64Array {
  const { actual, classes, weights } = sample;
  const raw = meanProbabilities(sample, rows, { slope: 1, bias: new Float64Array(classes) });
  const counts = raw.map((share) => agreeing * share);
  let total = agreeing;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights?.[rows[i]!] ?? 1;
    counts[actual[rows[i]!]!]! += weight;
    total += weight;
  }
  return counts.map((count) => Math.max(count, 1e-9) / total);
}

function meanProbabilities(
  { logs, classes, weights }: Sample,
  rows: ArrayLike<number>,
  fit: Slope,
): Float64Array {
  const shares = new Float64Array(classes);
  const p = new Float64Array(classes);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights?.[rows[i]!] ?? 1;
    calibrateRow(fit, logs, rows[i]!, p);
    for (let k = 0; k < classes; k++) shares[k]! += weight * p[k]!;
    total += weight;
  }
  return shares.map((share) => share / total);
}
