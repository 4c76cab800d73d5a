import type { Stream } from '../../math/random.js';
import type { Choice } from './choice.js';
import type { Rows } from './rows.js';

/** One hyperparameter's places in [0, 1] of all observations, NaN where it was inactive, and the kernels of those that are chosen. */
export interface Axis {
  add(place: number): void;
  keepFirst(count: number): void;
  /**
   * The kernels of a mixture: number k < n is that of an observation, as the choice says, number n is the wide one. They are good until observations
   * are taken away or one of them is chosen again.
   */
  choose(choice: Choice): AxisKernels;
}

/** One hyperparameter's side of a mixture. Densities are with respect to length for a float and masses of a cell for a discrete one. */
export interface AxisKernels {
  /** How many kinds of kernels there are, of which `addLogDensities` writes columns; 0 where it writes none. */
  readonly kinds: number;
  /** Adds the log of each kernel's density at coordinate j of the rows' points; nothing where it is NaN. */
  addLogDensities(j: number, rows: Rows): void;
  /** A place drawn from one kernel. */
  sample(kernel: number, stream: Stream): number;
}
