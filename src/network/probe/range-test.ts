import { usageError } from '../../error.js';
import { pow } from '../../math/elementary.js';
import type { Network } from '../engine/engine.js';
import { stepsPerEpoch } from '../plan.js';
import type { Judgement } from './held-out.js';

export interface RangeOptions {
  /** Rows of an epoch, and of a step, of this network. */
  readonly rows: number;
  readonly batchSize: number;
  /** The rates of the first and the last step; default 1e-7 and 10. */
  readonly lowest?: number;
  readonly highest?: number;
  /** Default 100. */
  readonly steps?: number;
  /** Judges the network after each step, by rows that it is not trained on; the test then ends by this. */
  readonly judge?: (network: Network) => Judgement;
}

export interface RangeTest {
  readonly rates: readonly number[];
  /** Smoothed: 0.05 of a step's loss and 0.95 of what was before. */
  readonly losses: readonly number[];
  /** Each step's own loss. */
  readonly stepLosses: readonly number[];
  /** What `judge` said after each step; empty without it. */
  readonly judgements: readonly Judgement[];
  /** Where the smoothed loss falls fastest over the logarithm of the rate; absent where too few steps were taken. */
  readonly suggestion?: number;
}

const smoothing = 0.05;
const blownUp = 5;
const [skippedFirst, skippedLast] = [10, 5];

/**
 * The learning-rate range test (Smith 2017, arXiv:1506.01186, with rates that grow exponentially): trains while the rate grows and looks where
 * the loss falls fastest; ends when it is five times the best, or with `judge` when that says five times what it first said, and five times as much as a
 * constant. The network is then what it was before. One test depends on its seed: take the middle of several.
 */
export function rangeTest(network: Network, options: RangeOptions): RangeTest {
  const { rows, batchSize, lowest = 1e-7, highest = 10, steps = 100, judge } = options;
  if (network.position.steps > 0)
    throw usageError('a range test begins with an epoch, but this one is paused.', 'Train to its end first.');
  const saved = network.save();
  const rates: number[] = [];
  const losses: number[] = [];
  const stepLosses: number[] = [];
  const judgements: Judgement[] = [];
  const given = new Float32Array(stepsPerEpoch(rows, batchSize));
  /** Rows of the epoch so far, and their summed loss. */
  let passed = { rows: 0, loss: 0 };
  let best = Number.POSITIVE_INFINITY;
  for (let step = 0; step < steps; step++) {
    const rate = lowest * pow(highest / lowest, step / Math.max(1, steps - 1));
    const before = network.position.steps === 0 ? { rows: 0, loss: 0 } : passed;
    const until = network.position.steps + 1;
    const past = Math.min(rows, until * batchSize);
    passed = { rows: past, loss: past * network.epoch(given.fill(rate), { until }) };
    const loss = (passed.loss - before.loss) / (past - before.rows);
    const smoothed = step === 0 ? loss : smoothing * loss + (1 - smoothing) * losses[step - 1]!;
    if (!Number.isFinite(smoothed)) break;
    const judged = judge?.(network);
    if (judged !== undefined) {
      if (!Number.isFinite(judged.loss)) break;
      judgements.push(judged);
    }
    rates.push(rate);
    losses.push(smoothed);
    stepLosses.push(loss);
    best = Math.min(best, smoothed);
    if (judged ? judged.loss > blownUp * Math.max(1, judgements[0]!.loss) : smoothed > blownUp * best) break;
  }
  network.restore(saved);
  const steepest = steepestFall(losses);
  return {
    rates,
    losses,
    stepLosses,
    judgements,
    ...(steepest !== undefined && { suggestion: rates[steepest]! }),
  };
}

function steepestFall(losses: readonly number[]): number | undefined {
  let steepest: number | undefined;
  let slope = 0;
  for (let i = skippedFirst; i < losses.length - skippedLast; i++) {
    const fall = losses[i]! - losses[i - 1]!;
    if (fall < slope) [steepest, slope] = [i, fall];
  }
  return steepest;
}
