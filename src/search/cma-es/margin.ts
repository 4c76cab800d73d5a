import { normalCdf, normalQuantile } from '../../math/normal.js';
import { cellAround } from '../../space/encode.js';
import type { Parameter } from '../../space/parameter.js';
import { isContinuous } from '../../space/steps.js';
import type { State } from './state.js';

// CMA-ES with margin (Hamano et al., GECCO 2022, arXiv 2205.13482; section 4): a discrete coordinate must not come to rest in one cell while the others
// are still moving. After each generation mean and scale of each discrete coordinate are moved so that values on either side of the mean's
// cell keep a probability of at least α/2 each, or, where the mean lies in the first or the last cell, leaving it one of α; α = 1/(d λ).
// A draw's discrete coordinate is then m + A (x − m) for a draw x of the distribution.

/** The state with its margin; `axes`: the hyperparameter of each coordinate. */
export function withMargin(state: State, axes: readonly Parameter[]): State {
  const { dimensions, size } = state.constants;
  const margin = 1 / (dimensions * size);
  const mean = state.mean.slice();
  const scale = state.scale.slice();
  axes.forEach((axis, j) => {
    if (isContinuous(axis)) return;
    const deviation = state.step * Math.sqrt(state.covariance[j * dimensions + j]!);
    const moved = keepMargin(axis, { mean: mean[j]!, scale: scale[j]!, deviation }, margin);
    mean[j] = moved.mean;
    scale[j] = moved.scale;
  });
  return { ...state, mean, scale };
}

interface Side {
  readonly mean: number;
  readonly scale: number;
  /** σ √Cⱼⱼ, without the scale */
  readonly deviation: number;
}

/** ℓ such that a standard normal number is above ℓ with probability p. */
const above = (p: number) => -normalQuantile(p);

function keepMargin(axis: Parameter, side: Side, margin: number): Pick<Side, 'mean' | 'scale'> {
  const { mean, scale, deviation } = side;
  const [low, high] = limitsAround(axis, mean);
  const below = normalCdf((low - mean) / (deviation * scale));
  const over = 1 - normalCdf((high - mean) / (deviation * scale));
  if (Math.max(below, over) > 0.5) {
    if (Math.min(below, over) >= margin) return { mean, scale };
    return { mean: high + Math.sign(mean - high) * deviation * scale * above(margin), scale };
  }
  const [left, right] = sharesOf(below, over, margin).map(above) as [number, number];
  return {
    mean: (low * right + high * left) / (left + right),
    scale: (high - low) / ((left + right) * deviation),
  };
}

/** The probabilities on either side that the margin leaves (eq. 17 to 19). */
function sharesOf(below: number, over: number, margin: number): [number, number] {
  const inside = 1 - (below + over);
  const atLeast = margin / 2;
  const [low, high] = [Math.max(below, atLeast), Math.max(over, atLeast)];
  const excess = (1 - low - high - inside) / (low + inside + high - 3 * atLeast);
  const kept = (share: number) => Math.min(0.5 - 1e-10, Math.max(1e-10, share + excess * (share - atLeast)));
  return [kept(low), kept(high)];
}

/** The ends of the mean's cell that have cells behind them: of the first and the last cell, the one end twice. */
function limitsAround(axis: Parameter, mean: number): readonly [number, number] {
  const [low, high] = cellAround(axis, mean);
  if (low <= 0) return [high, high];
  return high >= 1 ? [low, low] : [low, high];
}
