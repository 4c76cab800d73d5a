import { exp } from '../math/elementary.js';

/**
 * Probabilities from a network's raw outputs, into `into` (rows × classes, row-major), times `share` and added to what is there. With two
 * classes and one output the output is the logit of the second; else there is one logit for each class (softmax).
 */
export function addProbabilities(
  outputs: Float32Array,
  classes: number,
  into: Float64Array,
  share = 1,
  rows = into.length / classes,
) {
  if (outputs.length === rows && classes === 2) addLogistic(outputs, into, share);
  else addSoftmax(outputs, classes, into, share);
}

function addLogistic(outputs: Float32Array, into: Float64Array, share: number) {
  for (let i = 0; i < outputs.length; i++) {
    const second = sigmoid(outputs[i]!);
    into[2 * i]! += share * sigmoid(-outputs[i]!);
    into[2 * i + 1]! += share * second;
  }
}

const sigmoid = (x: number) => 1 / (1 + exp(-x));

function addSoftmax(outputs: Float32Array, classes: number, into: Float64Array, share: number) {
  const odds = new Float64Array(classes);
  for (let start = 0; start < outputs.length; start += classes) {
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) top = Math.max(top, outputs[start + k]!);
    let total = 0;
    for (let k = 0; k < classes; k++) total += odds[k] = exp(outputs[start + k]! - top);
    for (let k = 0; k < classes; k++) into[start + k]! += (share * odds[k]!) / total;
  }
}
