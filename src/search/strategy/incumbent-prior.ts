import { exp } from '../../math/elementary.js';
import { encoder } from '../../space/encode.js';
import type { Parameter, Setting, Space } from '../../space/parameter.js';
import { logPrior } from '../../space/prior.js';

/**
 * How much better the best settings are explained by the prior moved to the incumbent than by the prior where it is: S_inc / (S_inc + S_prior), with S =
 * Σᵢ (n − i) p(settingᵢ) over the n best, best first (PriorBand, arXiv 2306.12370, section 5.2). Products over many hyperparameters are tiny:
 * they are compared as logs.
 */
export function evidence(space: Space, incumbent: Setting, best: readonly Setting[]): number {
  const encode = encoder(space);
  const points = best.map(encode);
  const moved = centredAt(space, incumbent);
  const logs = [space, moved].map((one) => points.map((point) => logPrior(one, point)));
  const most = Math.max(...logs.flat());
  const [prior, near] = logs.map((values) =>
    values.reduce((sum, value, i) => sum + (values.length - i) * exp(value - most), 0),
  );
  return near! / (near! + prior!);
}

/** How sure a belief given as a table counts as, once it is moved. */
const tableConfidence = 0.75;

/** The space with each prior centred at the setting's value, as sure as before; what the setting does not have keeps its prior. */
function centredAt(space: Space, setting: Setting): Space {
  const moved = Object.entries(space).map(([name, parameter]): [string, Parameter] => {
    const centre = setting[name];
    if (parameter.prior === undefined || centre === undefined) return [name, parameter];
    const confidence = parameter.prior.weights === undefined ? parameter.prior.confidence : tableConfidence;
    return [name, { ...parameter, prior: { centre, confidence } }];
  });
  return Object.fromEntries(moved);
}
