import type { Stream } from '../../math/random.js';

/**
 * One hyperparameter's side of a Parzen mixture: a density on [0, 1] for each of its kernels. Densities are with respect to length for
 * a float and masses of a cell for a discrete hyperparameter. Kernel k < n belongs to observation k, kernel n is the wide one.
 */
export interface Axis {
  /** Adds the log of each kernel's density at `unit` to `sums`, whose first n + 1 entries are the kernels'. */
  addLogDensities(unit: number, sums: Float64Array): void;
  /** A place drawn from one kernel. */
  sample(kernel: number, stream: Stream): number;
}
