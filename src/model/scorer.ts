import { decodeNumbers, type TargetCoding } from '../data/target-coding.js';
import { type Measure, measured, truthWidth } from './measure.js';
import { addProbabilities } from './probability.js';

/**
 * Scores a network's raw outputs on the same rows again and again, as after each epoch, in buffers of its own. `actual` is in the
 * user's units, or class indices; predictions are decoded and held to their range before they are measured. NaN when an output is not finite.
 */
export function scorer(
  measure: Measure,
  coding: TargetCoding,
  actual: Float64Array,
): (outputs: Float32Array) => number {
  const decode = decoder(coding, actual.length / truthWidth(measure));
  return (outputs) => (areFinite(outputs) ? measured(measure, actual, decode(outputs)) : Number.NaN);
}

function areFinite(outputs: Float32Array): boolean {
  for (let i = 0; i < outputs.length; i++) if (!Number.isFinite(outputs[i]!)) return false;
  return true;
}

/**
 * Turns a network's raw outputs into predictions: rows × targets in the user's units, or rows × classes probabilities. The result is a buffer that the
 * next call overwrites.
 */
export function decoder(coding: TargetCoding, rows: number): (outputs: Float32Array) => Float64Array {
  if (coding.kind === 'numbers') {
    const values = new Float64Array(rows * coding.columns.length);
    return (outputs) => decodeNumbers(coding, outputs, values);
  }
  const classes = coding.classes.length;
  const probabilities = new Float64Array(rows * classes);
  return (outputs) => {
    probabilities.fill(0);
    addProbabilities(outputs, classes, probabilities);
    return probabilities;
  };
}
