import { score } from '../model/metrics.js';
import { decoder } from '../model/scorer.js';
import type { Part } from './runner.js';
import type { TargetScale } from './setting.js';

/** Scores the validation rows of all parts of a trial together, so that folds of a few rows make no metric of their own. */
export interface TrialScorer {
  /** Takes a part's raw outputs on its validation rows; false when one of them is not a finite number. */
  take(index: number, outputs: Float32Array): boolean;
  /** The metric over all that was taken. */
  score(): number;
  /** A copy of a part's predictions: rows × (1 number in the user's units, or one probability for each class). */
  predictions(index: number): Float64Array;
}

export function trialScorer(parts: readonly Part[], scale: TargetScale): TrialScorer {
  const { metric } = parts[0]!;
  const columns = Math.max(1, parts[0]!.classes);
  const starts = [0];
  for (const { validationTruth } of parts) starts.push(starts.at(-1)! + validationTruth.length);
  const truth = new Float64Array(starts.at(-1)!);
  parts.forEach(({ validationTruth }, i) => {
    truth.set(validationTruth, starts[i]);
  });
  const all = new Float64Array(truth.length * columns);
  const decoders = parts.map((part) => decoder(part.coding[scale]!, part.validationTruth.length));
  return {
    take(index, outputs) {
      all.set(decoders[index]!(outputs), starts[index]! * columns);
      return outputs.every(Number.isFinite);
    },
    score: () => score(metric, truth, all, columns),
    predictions: (index) => all.slice(starts[index]! * columns, starts[index + 1]! * columns),
  };
}
