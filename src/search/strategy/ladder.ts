import { log } from '../../math/elementary.js';
import type { Fidelity } from './strategy.js';

/** A ladder's lowest rung may lie this share of a rung's width below `least`, for 52/27 epochs are as good as 2. */
const slack = 0.2;

/** The fidelities at which trials are compared, rising to `most`: most/ηᵏ, rounded, from the top down to about `least` (as NePS builds them). */
export function ladder({ least, most, rungs: given }: Fidelity, eta: number): number[] {
  if (given !== undefined) return [...given];
  const below = Math.floor(log(most / least) / log(eta) + slack);
  const rungs = [most];
  for (let rung = most / eta, k = 0; k < below; rung /= eta, k++) {
    const whole = Math.max(least, Math.round(rung));
    if (whole < rungs[0]!) rungs.unshift(whole);
  }
  return rungs;
}
