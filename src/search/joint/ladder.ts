import type { Fidelity } from '../strategy/strategy.js';

/** Between two rungs training grows by half: a look is cheap enough to be taken back, and tells enough to be worth it. */
const growth = 1.5;
/** A rung so near the end is left out. */
const nearEnd = 1.15;

/** How far trials are trained before it is thought about again: from the least to a full training. */
export function rungsOf({ least, most, rungs: given }: Fidelity): number[] {
  if (given !== undefined) return [...given];
  const rungs: number[] = [];
  for (
    let rung = Math.max(1, Math.ceil(least));
    rung * nearEnd < most;
    rung = Math.max(rung + 1, Math.round(rung * growth))
  )
    rungs.push(rung);
  return [...rungs, most];
}
