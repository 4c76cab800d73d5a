import type { Stream } from '../../math/random.js';

/**
 * One hyperparameter's side of a Parzen mixture: a density on [0, 1] for each of its kernels. Densities are with respect to length for
 * a float and masses of a cell for a discrete hyperparameter. Kernels count the observations first, then the wide kernel, then
 * the prior's when there is one.
 */
export interface Axis {
  /** Adds the log of each kernel's density at `unit` to `sums`, one entry for each kernel. */
  addLogDensities(unit: number, sums: Float64Array): void;
  /** A place drawn from one kernel. */
  sample(kernel: number, stream: Stream): number;
}

/** What an axis is made of: the observations' coordinates (NaN where inactive) and whether the prior has a kernel. */
export interface AxisData {
  readonly places: Float64Array;
  readonly withPrior: boolean;
}

/** How many kernels the mixture has: one for each observation, the wide one, and the prior's. */
export const kernelCount = ({ places, withPrior }: AxisData): number => places.length + (withPrior ? 2 : 1);
