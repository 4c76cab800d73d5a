import { decodeNumbers, type TargetCoding } from '../data/target-coding.js';
import { addProbabilities } from './probability.js';

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
