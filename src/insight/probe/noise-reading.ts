import { median } from '../../math/statistics.js';
import type { Grade } from '../grade.js';

/** The gradient noise scale at one moment of a training; absent where there was no gradient left. */
export interface NoiseAt {
  /** Epochs trained so far. */
  readonly epoch: number;
  readonly scale?: number;
}

/** Up to which mini-batch size a larger one saves steps. */
export interface NoiseReading {
  readonly grade: Grade;
  readonly along: readonly NoiseAt[];
  /** The middle of the scales along the training, at most all rows; it grows as training goes on. */
  readonly usefulBatch?: number;
  /** Where the setting's own mini-batch stands: well below, near, or well above the useful size. */
  readonly own?: 'below' | 'near' | 'above';
}

/** A batch within this factor of the noise scale is near it: there a step still costs little more than it gains. */
const near = 4;

/**
 * What the gradient noise scale B (McCandlish et al. 2018, arXiv:1812.06162) says of mini-batch sizes: well below B twice the batch takes about half of
 * the steps, well above B hardly fewer. About speed alone; which size generalises best it does not say.
 */
export function readNoise(
  along: readonly NoiseAt[],
  { batchSize, rows }: { readonly batchSize: number; readonly rows: number },
): NoiseReading {
  const scales = along.flatMap(({ scale }) => scale ?? []);
  if (scales.length === 0) return { grade: 'unknown', along };
  const usefulBatch = Math.max(1, Math.min(rows, Math.round(median(scales))));
  const ratio = batchSize / usefulBatch;
  const own = ratio < 1 / near ? 'below' : ratio > near ? 'above' : 'near';
  return { grade: 'measured', along, usefulBatch, own };
}
