import { pow } from '../math/elementary.js';
import { stream } from '../math/random.js';

// Hyperband's brackets, drawn from (seed, number) so that nothing has to be remembered. Bracket s of `brackets`, which begins at rung s, has the
// probability of its share of trials in one round of Hyperband: ∝ η^(K−s) (K+1)/(K−s+1), K being the last bracket (Li et al. 2018,
// arXiv 1603.06560; NePS, `utils/brackets.py`; Optuna rounds the same shares up to whole numbers).

/** The bracket, from 0, of the trial of this number. */
export function bracketOf(seed: number, number: number, brackets: number, eta: number): number {
  const top = brackets - 1;
  const weights = Array.from({ length: brackets }, (_, s) => (pow(eta, top - s) * brackets) / (brackets - s));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let place = stream(seed, number, 'search: bracket').uniform() * total;
  const found = weights.findIndex((weight) => (place -= weight) < 0);
  return Math.max(0, found);
}
