import { robustScale } from '../math/statistics.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { type Plan, stepsPerEpoch } from '../network/plan.js';
import { ratesForEpoch } from '../network/schedule/schedule.js';

/** Enough rows to know a scale by. */
const mostRows = 4_000;
const epochs = 15;
const batchSize = 32;

/**
 * The robust scale (1.4826 × median absolute deviation) of a straight line's residuals over all targets in the network's target
 * units: what `huber_delta` is counted in. The line minimises the absolute error, so that outliers do not bend it.
 */
export function residualScaleOf(
  inputs: Float32Array,
  targets: Float32Array,
  row: Pick<Plan, 'inputs' | 'embeddings' | 'outputs'>,
): number {
  const { inputs: width, outputs } = row;
  const all = targets.length / outputs;
  const rows = Math.min(mostRows, all);
  const stride = Math.floor(all / rows);
  const some = everyNth(inputs, width, stride, rows);
  const truth = everyNth(targets, outputs, stride, rows);
  const engine = wasmEngine();
  engine.load({ rows, inputs: some, targets: truth });
  const line = engine.network(
    {
      ...row,
      hidden: [],
      activation: 'relu',
      loss: { kind: 'absolute' },
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      weightDecay: 0,
      dropout: 0,
      batchSize: Math.min(batchSize, rows),
    },
    { seed: 0, trial: 0 },
  );
  const rates = new Float32Array(stepsPerEpoch(rows, Math.min(batchSize, rows)));
  for (let epoch = 0; epoch < epochs; epoch++) {
    line.epoch(ratesForEpoch({ kind: 'cycles' }, 0.02, { epoch, epochs }, rates));
  }
  const predicted = line.predict(some);
  const scale = robustScale(Float64Array.from(predicted, (output, i) => output - truth[i]!));
  return scale > 1e-6 ? scale : 1;
}

/** So many rows of a row-major table, the stride-th each. */
function everyNth(table: Float32Array, width: number, stride: number, rows: number): Float32Array {
  const some = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++)
    some.set(table.subarray(i * stride * width, (i * stride + 1) * width), i * width);
  return some;
}
