import { exp, log } from '../../math/elementary.js';
import type { KernelPrior } from '../../surrogate/gp/prior.js';

// What is believed of a process's parameters before any trial: independent log-normals. Optuna's prior suits proposing settings; it all but rules out that
// noise is a tenth of the variance of the values, which for explaining them it must not.
//   relevance v   1/length², over the unit interval: a median length of 1.6, few hyperparameters matter on less than a third
//   scale s       of values with variance 1
//   noise σ²      a median of a twentieth of the values' variance

const relevance = { centre: -1, deviation: 1.5 };
const scale = { centre: 0, deviation: 1 };
const noiseBelief = { centre: log(0.05), deviation: 1.5 };

export const insightPrior: KernelPrior = {
  add(theta, noise, gradient) {
    const last = theta.length - 1;
    let value = 0;
    for (let p = 0; p <= last; p++)
      value += addNormal(theta[p]!, p === last ? scale : relevance, gradient, p);
    return value + addNoise(noise, noiseBelief, gradient, last + 1);
  },
};

function addNoise(
  noise: number,
  { centre, deviation }: typeof noiseBelief,
  gradient: Float64Array,
  place: number,
): number {
  const off = (log(noise) - centre) / deviation;
  // The free part of the noise is e^(the last number); ∂log σ²/∂ of it is that part's share.
  gradient[place]! -= (off / deviation) * (1 - exp(log(1e-6) - log(noise)));
  return -0.5 * off * off;
}

// Of looks at trials on their way (surrogate/gp/joint.ts) beside these: a share of a half of what settings differ in stays for the whole training; forecasts that
// begin early leave the end within a third of it; what all forecasts are wrong by together is small, for their means were fitted to the ends.
const training = {
  share: { centre: 1, deviation: 1.5 },
  leaving: { centre: 1.5, deviation: 1 },
  course: { centre: -4, deviation: 1 },
  turning: { centre: 1.5, deviation: 1 },
  luck: noiseBelief,
};
/** Of looks at one trial, beside the luck that they share. */
const lookNoise = { centre: log(0.005), deviation: 1.5 };

export const insightJointPrior: KernelPrior = {
  add(theta, noise, gradient) {
    const { share, leaving, course, turning, luck } = training;
    const last = [scale, share, leaving, course, turning, luck];
    const groups = theta.length - last.length;
    let value = 0;
    for (let p = 0; p < theta.length; p++)
      value += addNormal(theta[p]!, last[p - groups] ?? relevance, gradient, p);
    return value + addNoise(noise, lookNoise, gradient, theta.length);
  },
};

function addNormal(
  x: number,
  { centre, deviation }: { centre: number; deviation: number },
  gradient: Float64Array,
  place: number,
): number {
  const off = (x - centre) / deviation;
  gradient[place]! -= off / deviation;
  return -0.5 * off * off;
}
