import { decoder } from '../model/decoder.js';
import { measured, measuredByTarget } from '../model/measure.js';
import type { Part } from './runner.js';
import type { TargetScale } from './setting.js';

/** Scores the validation rows of all parts of a trial together, so that folds of a few rows make no metric of their own. */
export interface TrialScorer {
  /** Takes a part's raw outputs on its validation rows; false when one of them is not a finite number. */
  take(index: number, outputs: Float32Array): boolean;
  /** The metric over all that was taken. */
  score(): number;
  /** A copy of a part's predictions: rows × (a number for each target in its units, or a probability for each class). */
  predictions(index: number): Float64Array;
}

export function trialScorer(parts: readonly Part[], scale: TargetScale): TrialScorer {
  const { measure } = parts[0]!;
  const { columns } = measure;
  const starts = [0];
  for (const { validationRows } of parts) starts.push(starts.at(-1)! + validationRows);
  const truth = joined(parts.map(({ validationTruth }) => validationTruth));
  const weights = joinedWeights(parts);
  const all = new Float64Array(starts.at(-1)! * columns);
  const decoders = parts.map((part) => decoder(part.coding[scale]!, part.validationRows));
  return {
    take(index, outputs) {
      all.set(decoders[index]!(outputs), starts[index]! * columns);
      return outputs.every(Number.isFinite);
    },
    score: () => measured(measure, truth, all, weights),
    predictions: (index) => all.slice(starts[index]! * columns, starts[index + 1]! * columns),
  };
}

/** What each of several targets scores over the validation rows of all parts; undefined for one target. */
export const partScores = (parts: readonly Part[], predictions: readonly Float64Array[]) =>
  measuredByTarget(
    parts[0]!.measure,
    joined(parts.map(({ validationTruth }) => validationTruth)),
    joined(predictions),
    joinedWeights(parts),
  );

/** The weights of all validation rows, part after part; undefined when all count alike. */
export function joinedWeights(parts: readonly Part[]): Float64Array | undefined {
  const weights = parts.flatMap(({ validationWeights }) => validationWeights ?? []);
  return weights.length < parts.length ? undefined : joined(weights);
}

/** One array after another. */
export function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((total, each) => total + each.length, 0));
  let at = 0;
  for (const each of arrays) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}
