import { exp, pow } from '../../math/elementary.js';
import { symmetricEigen } from '../../math/symmetric-eigen.js';
import { type Constants, constantsOf } from './constants.js';

// One normal distribution N(m, σ² C) over the unit cube, and how a generation of points changes it (Hansen, arXiv 1604.00772):
//   yᵢ = (xᵢ − m) / σ, from the best point to the worst;  y_w = Σ wᵢ yᵢ over the parents
//   p_σ, p_c   paths of the step and of the covariance;  C = B D² Bᵀ
// and the margin's scaling A of discrete coordinates (margin.ts). A state never changes; the next one is made of it.

export interface State {
  readonly constants: Constants;
  /** Generations told. */
  readonly generation: number;
  /** m */
  readonly mean: Float64Array;
  /** σ */
  readonly step: number;
  /** C, by rows */
  readonly covariance: Float64Array;
  /** p_σ, p_c */
  readonly stepPath: Float64Array;
  readonly path: Float64Array;
  /** A; 1 for continuous coordinates */
  readonly scale: Float64Array;
  /** B by rows, and the roots D */
  readonly basis: Float64Array;
  readonly roots: Float64Array;
}

export function beginState(mean: Float64Array, step: number, size: number): State {
  const d = mean.length;
  const identity = new Float64Array(d * d);
  for (let i = 0; i < d; i++) identity[i * d + i] = 1;
  const zero = new Float64Array(d);
  const one = new Float64Array(d).fill(1);
  return {
    constants: constantsOf(d, size),
    generation: 0,
    mean,
    step,
    covariance: identity,
    stepPath: zero,
    path: zero,
    scale: one,
    basis: identity,
    roots: one,
  };
}

/** Beyond it a step is no step any more. */
const greatestStep = 1e32;
const tiny = 1e-8;

/** The state after a generation, λ points from the best to the worst, before any margin. */
export function told(state: State, points: readonly Float64Array[]): State {
  const { constants, mean, step, basis, roots } = state;
  const { dimensions: d, parents, weights, effective, stepPath: cs, path: cc, normalLength } = constants;
  const generation = state.generation + 1;
  const ys = points.map((point) => point.map((x, j) => (x - mean[j]!) / step));
  const yw = new Float64Array(d);
  for (let i = 0; i < parents; i++) for (let j = 0; j < d; j++) yw[j]! += weights[i]! * ys[i]![j]!;

  const white = whitened(yw, basis, roots);
  const stepGain = Math.sqrt(cs * (2 - cs) * effective);
  const stepPath = state.stepPath.map((p, j) => (1 - cs) * p + stepGain * white[j]!);
  const length = Math.sqrt(squaredLength(stepPath));
  const nextStep = Math.min(greatestStep, step * exp((cs / constants.damping) * (length / normalLength - 1)));

  // A path that grows fast is left out of the covariance (p. 28).
  const settled = length / Math.sqrt(1 - pow(1 - cs, 2 * (generation + 1)));
  const heeds = settled < (1.4 + 2 / (d + 1)) * normalLength ? 1 : 0;
  const gain = heeds * Math.sqrt(cc * (2 - cc) * effective);
  const path = state.path.map((p, j) => (1 - cc) * p + gain * yw[j]!);

  const covariance = nextCovariance(state, ys, path, (1 - heeds) * cc * (2 - cc));
  return {
    ...state,
    generation,
    mean: mean.map((m, j) => m + step * yw[j]!),
    step: nextStep,
    covariance,
    stepPath,
    path,
    ...decomposed(covariance, d),
  };
}

/** Eq. 47; `missed`: what the path lacks when it was left out. */
function nextCovariance(
  { constants, covariance, basis, roots }: State,
  ys: readonly Float64Array[],
  path: Float64Array,
  missed: number,
): Float64Array {
  const { dimensions: d, weights, weightSum, rankOne, rankMu } = constants;
  const kept = 1 + rankOne * missed - rankOne - rankMu * weightSum;
  const next = covariance.map((c) => kept * c);
  addOuter(next, path, rankOne);
  ys.forEach((y, i) => {
    const weight = weights[i]!;
    const against = weight >= 0 ? 1 : d / (squaredLength(whitened(y, basis, roots)) + tiny);
    addOuter(next, y, rankMu * weight * against);
  });
  return next;
}

function addOuter(matrix: Float64Array, y: Float64Array, factor: number) {
  const d = y.length;
  for (let i = 0; i < d; i++) {
    const scaled = factor * y[i]!;
    for (let j = 0; j < d; j++) matrix[i * d + j]! += scaled * y[j]!;
  }
}

/** B and D; a root that rounding made negative is a small one. */
function decomposed(covariance: Float64Array, d: number): Pick<State, 'basis' | 'roots'> {
  const { values, vectors } = symmetricEigen(covariance, d);
  return { basis: vectors, roots: values.map((value) => Math.sqrt(value < 0 ? tiny : value)) };
}

/** C^(−½) y = B D⁻¹ Bᵀ y */
function whitened(y: Float64Array, basis: Float64Array, roots: Float64Array): Float64Array {
  const d = y.length;
  const out = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let along = 0;
    for (let j = 0; j < d; j++) along += basis[j * d + i]! * y[j]!;
    along /= roots[i]!;
    for (let j = 0; j < d; j++) out[j]! += basis[j * d + i]! * along;
  }
  return out;
}

/** |C^(−½) (x − m) / σ|: how many deviations a point lies out. */
export function whitenedLength({ mean, step, basis, roots }: State, point: Float64Array): number {
  const y = point.map((x, j) => (x - mean[j]!) / step);
  return Math.sqrt(squaredLength(whitened(y, basis, roots)));
}

function squaredLength(y: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < y.length; j++) sum += y[j]! * y[j]!;
  return sum;
}
