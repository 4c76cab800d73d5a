import { exp, log } from '../../math/elementary.js';
import { mean } from '../../math/statistics.js';
import type { Grade } from '../grade.js';

/** The gradient noise scale at one moment of a training. */
export interface NoiseAt {
  /** Epochs trained so far. */
  readonly epoch: number;
  /** Absent where there was no gradient left. */
  readonly scale?: number;
  /** Whether the network foretold rows that it is not trained on better than a constant: where it does not, it fits noise, and so does its gradient. */
  readonly learnt: boolean;
}

/** Up to which mini-batch size a larger one saves steps. */
export interface NoiseReading {
  readonly grade: Grade;
  /** Why it is not known: nothing was learnt at enough of the moments, or they differ too much. */
  readonly reason?: 'nothing learnt' | 'moments differ';
  readonly along: readonly NoiseAt[];
  /** Training rows: no batch is larger. */
  readonly rows: number;
  /** The least and the greatest scale of the moments at which something was learnt; absent where there is none. */
  readonly low?: number;
  readonly high?: number;
  /** The geometric mean of those moments, or all rows where that is more; absent unless it is known. */
  readonly usefulBatch?: number;
  /** Whether the scale itself is more than all rows: then no batch is too large for the table. */
  readonly wholeTable?: boolean;
  /** Where the setting's own mini-batch stands: well below the useful size (or every moment's, where that is not known), near it, or well above it. */
  readonly own?: 'below' | 'near' | 'above';
}

/** A batch within this factor of the noise scale is near it: there a step still costs little more than it gains. */
const near = 4;
/** Moments that differ by more than this tell no one size. */
const spread = 8;
const fewestMoments = 2;

/**
 * What the gradient noise scale B (McCandlish et al. 2018, arXiv:1812.06162) says of mini-batch sizes: well below B twice the batch takes about half of
 * the steps, well above B hardly fewer. About speed alone; which size generalises best it does not say.
 */
export function readNoise(
  along: readonly NoiseAt[],
  { batchSize, rows }: { readonly batchSize: number; readonly rows: number },
): NoiseReading {
  const scales = along.flatMap(({ scale, learnt }) => (learnt && scale !== undefined ? scale : []));
  if (scales.length < fewestMoments) return { grade: 'unknown', reason: 'nothing learnt', along, rows };
  const [low, high] = [Math.min(...scales), Math.max(...scales)];
  const known = { along, rows, low, high };
  // However far apart they are: beyond all rows there is no larger batch to choose.
  if (low < rows && high > spread * Math.max(1, low))
    return { grade: 'unknown', reason: 'moments differ', ...known, ...ownOf(batchSize, low, high) };
  const middle = Math.max(1, exp(mean(scales.map((scale) => log(scale)))));
  const usefulBatch = Math.min(rows, Math.round(middle));
  return {
    grade: 'measured',
    ...known,
    usefulBatch,
    ...(middle > rows && { wholeTable: true }),
    own: ownOf(batchSize, usefulBatch, usefulBatch).own ?? 'near',
  };
}

/** Below or above every one of the scales; absent between. */
function ownOf(batchSize: number, low: number, high: number): Pick<NoiseReading, 'own'> {
  if (batchSize * near < low) return { own: 'below' };
  return batchSize > high * near ? { own: 'above' } : {};
}
