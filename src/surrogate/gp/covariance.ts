import type { Points } from './points.js';
import type { Matrix, Room } from './workspace.js';

/**
 * A covariance function k(a, b; θ) between points of some columns, θ being logs of positive numbers: the replaceable part of a Gaussian
 * process. It works in one workspace and keeps what it needs from one call for the next: `pull` is about the last `matrix`, `gradient` about
 * the last `row`. Matrices and rows are written in whole blocks of eight numbers; what is beyond the points means nothing.
 */
export interface Covariance {
  /** How many numbers θ has. */
  readonly size: number;
  /** Sets θ, and gives k(x, x), which is the same for all x. */
  set(theta: ArrayLike<number>): number;
  /** k of all pairs j ≤ i of points. */
  matrix(points: Points, to: Matrix): void;
  /** Σ g·∂k/∂θ over the pairs j < i of the last `matrix`, plus half of it where j = i: for symmetric g, half of the sum over all pairs. */
  pull(g: Matrix): Float64Array;
  /** k between the points of `a` (rows) and of `b`; of one set of points with itself (`lower`) up to the diagonal. */
  cross(a: Points, b: Points, to: Matrix, lower?: boolean): void;
  /** k between one point, its coordinates one after the other, and `points`. */
  row(point: Room, points: Points, to: Room): void;
  /** The gradient of Σⱼ fⱼ·k(point, xⱼ) in the coordinates of the last `row`'s point; 0 where a coordinate is a category. */
  gradient(factors: Room): Float64Array;
}
