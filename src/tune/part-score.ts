import { score } from '../model/metrics.js';
import { decoder } from '../model/scorer.js';
import type { Part } from './runner.js';
import type { TargetScale } from './setting.js';

/** Turns a network's raw outputs on the validation rows into the metric. */
export interface PartScorer {
  score(outputs: Float32Array): number;
  /** A copy of what `score` last decoded: rows × (1 number in the user's units, or one probability for each class). */
  predictions(): Float64Array;
}

export function partScorer(part: Part, scale: TargetScale): PartScorer {
  const { metric, validationTruth } = part;
  const decode = decoder(part.coding[scale]!, validationTruth.length);
  let last = new Float64Array(0);
  return {
    score(outputs) {
      last = decode(outputs) as Float64Array<ArrayBuffer>;
      return score(metric, validationTruth, last, Math.max(1, part.classes));
    },
    predictions: () => last.slice(),
  };
}
