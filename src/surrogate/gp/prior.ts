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

/** Normal densities of the logs: [mean, standard deviation] of each relevance, of the scale, which is the last of θ, and of the noise's free part. */
export function normalPrior(beliefs: {
  readonly relevance: readonly [number, number];
  readonly scale: readonly [number, number];
  readonly noise: readonly [number, number];
}): KernelPrior {
  return {
    add(theta, noise, gradient) {
      const last = theta.length - 1;
      let value = 0;
      for (let i = 0; i <= theta.length; i++) {
        const [mean, deviation] = i < last ? beliefs.relevance : i === last ? beliefs.scale : beliefs.noise;
        const raw = i <= last ? theta[i]! : log(Math.max(leastFree, noise - leastNoise));
        const z = (raw - mean) / deviation;
        value -= 0.5 * z * z;
        gradient[i]! -= z / deviation;
      }
      return value;
    },
  };
}

const leastFree = 1e-12;

/**
 * What is believed of where trials blow up before any did: a border that changes little along most directions, as where there is too much of something, and never quite known: without
 * its noise a smooth process is certain of what lies beyond the points that it saw.
 */
export const borderPrior: KernelPrior = normalPrior({
  relevance: [-2, 1],
  scale: [0, 0.5],
  noise: [-2, 0.5],
});
