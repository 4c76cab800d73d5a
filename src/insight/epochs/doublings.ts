import { asCost } from '../../study/direction.js';
import type { Direction, Trial } from '../../study/trial.js';

/** A curve is read back to 1/32 of its epochs. */
const most = 5;

/**
 * The best cost so far at …, 1/4, 1/2 and all of a trial's epochs; fewer where reports are few. The best so far, because a rate that comes back to
 * zero again and again (cycles, each twice as long as the one before) lets networks settle about there, and scores in between stand higher.
 */
export function doublingsOf({ intermediate }: Pick<Trial, 'intermediate'>, direction: Direction): number[] {
  const epochs = intermediate.at(-1)?.epoch ?? 0;
  const finite = intermediate.filter(({ value }) => Number.isFinite(value));
  const costs: number[] = [];
  let seen = 0;
  for (let back = most; back >= 0; back--) {
    const until = finite.filter(({ epoch }) => epoch <= epochs / (1 << back));
    if (until.length === seen) continue;
    seen = until.length;
    costs.push(Math.min(...until.map(({ value }) => asCost(value, direction))));
  }
  return costs;
}
