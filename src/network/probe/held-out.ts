import type { Network } from '../engine/engine.js';
import { rowLoss } from '../engine/twin/loss.js';
import type { Loss } from '../plan.js';
import { squaredLength } from './noise-scale.js';

/** Rows that a network is judged on and not trained on, as `Examples` has them. */
export interface HeldOut {
  readonly inputs: Float32Array;
  /** rows × targets; one class index a row for classes. */
  readonly targets: Float32Array;
  /** How much each row counts; absent: all alike. */
  readonly weights?: ArrayLike<number>;
}

/** What a network's predictions cost beside the best prediction that is the same for every row. */
export interface Judgement {
  /** The mean loss, in that of the best constant: below 1 something was learnt. */
  readonly loss: number;
  /** The standard error, over the rows, of how far that is from 1. */
  readonly error: number;
}

/** Judges networks with so many outputs by the loss that they are trained for. The constant is the best one for these very rows. */
export function judgeOn(
  { inputs, targets, weights }: HeldOut,
  loss: Loss,
  outputs: number,
): (network: Pick<Network, 'predict'>) => Judgement {
  const width = loss.kind === 'softmax' || (loss.kind === 'focal' && outputs > 1) ? 1 : outputs;
  const rows = Array.from({ length: targets.length / width }, (_, row) => ({
    targets: Array.from(targets.subarray(row * width, (row + 1) * width)),
    weight: weights?.[row] ?? 1,
  }));
  const constant = bestConstant(loss, outputs, rows);
  const before = rows.map((row) => rowLoss(loss, constant, row.targets).loss);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const whole = rows.reduce((sum, { weight }, i) => sum + (weight * before[i]!) / total, 0);
  return (network) => {
    const predicted = network.predict(inputs);
    const gains = rows.map((row, i) => {
      const own = Array.from(predicted.subarray(i * outputs, (i + 1) * outputs));
      return before[i]! - rowLoss(loss, own, row.targets).loss;
    });
    const gain = rows.reduce((sum, { weight }, i) => sum + (weight * gains[i]!) / total, 0);
    const squares = squaredLength(rows.map(({ weight }, i) => weight * (gains[i]! - gain)));
    return { loss: 1 - gain / whole, error: Math.sqrt(squares) / total / whole };
  };
}

interface Row {
  readonly targets: readonly number[];
  readonly weight: number;
}

/** Outputs beyond are as good as infinite. */
const farthest = 64;
/** Halvings of the range in which an output is looked for, and rounds through all of them: the logits of several classes depend on each other. */
const [halvings, sweeps] = [50, 10];

/** The outputs, the same for every row, of the smallest mean loss: each in turn where its slope changes its sign, for there is but one such place. */
export function bestConstant(loss: Loss, outputs: number, rows: readonly Row[]): number[] {
  const alike = together(rows);
  const constant = new Array<number>(outputs).fill(0);
  for (let sweep = 0; sweep < (outputs > 1 ? sweeps : 1); sweep++)
    for (let j = 0; j < outputs; j++) {
      let [low, high] = [-farthest, farthest];
      for (let step = 0; step < halvings; step++) {
        constant[j] = (low + high) / 2;
        const slope = alike.reduce(
          (sum, { targets, weight }) => sum + weight * rowLoss(loss, constant, targets).slopes[j]!,
          0,
        );
        if (slope > 0) high = constant[j]!;
        else low = constant[j]!;
      }
    }
  return constant;
}

/** Rows with the same targets as one that counts as often: of classes few are left. */
function together(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row>();
  for (const { targets, weight } of rows) {
    const key = targets.join(' ');
    groups.set(key, { targets, weight: weight + (groups.get(key)?.weight ?? 0) });
  }
  return [...groups.values()];
}
