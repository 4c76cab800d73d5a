import { exp, log } from '../../math/elementary.js';

/** A log density, up to a constant, of a covariance's parameters, given by their logs θ, and of the noise variance. */
export interface KernelPrior {
  /** Its value; its derivatives in θ are added to `gradient`, that in the log of the noise's free part behind them. */
  add(theta: ArrayLike<number>, noise: number, gradient: Float64Array): number;
}

/** The noise variance is this and e^(the last number that is fitted), as in Optuna. */
export const leastNoise = 1e-6;

/**
 * Optuna's (`_gp/prior.py`): −.1/v − .1·v for each relevance v, Gamma(2, 1) for the scale, which is the last of θ, and Gamma(1.1, 30) for the
 * noise variance; densities of the parameters themselves, not of their logs.
 */
export const optunaPrior: KernelPrior = {
  add(theta, noise, gradient) {
    const last = theta.length - 1;
    let value = 0;
    for (let g = 0; g < last; g++) {
      const v = exp(theta[g]!);
      value -= 0.1 / v + 0.1 * v;
      gradient[g]! += 0.1 / v - 0.1 * v;
    }
    const scale = exp(theta[last]!);
    gradient[last]! += 1 - scale;
    gradient[last + 1]! += (0.1 / noise - 30) * (noise - leastNoise);
    return value + theta[last]! - scale + 0.1 * log(noise) - 30 * noise;
  },
};
