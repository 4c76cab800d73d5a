import { robustScale } from '../../../math/statistics.js';
import type { Loss } from '../../plan.js';

/** Residuals of an epoch that are looked at. */
const most = 4096;
const leastShare = 1e-3;

/** Keeps the delta of an adaptive Huber loss; of any other loss nothing. */
export class AdaptiveHuber {
  readonly #loss: Loss;
  #residuals: number[] = [];
  /** Of the residuals of the epochs so far; 0 before the first one's end. */
  deviation = 0;

  constructor(loss: Loss) {
    this.#loss = loss;
  }

  /** The loss as it is in this epoch. */
  get loss(): Loss {
    const loss = this.#loss;
    if (loss.kind !== 'huber' || loss.adaptive === undefined || this.deviation === 0) return loss;
    return { ...loss, delta: Math.max(loss.adaptive.factor * this.deviation, leastShare * loss.delta) };
  }

  /** Takes in a row's residuals. */
  see(outputs: readonly number[], targets: ArrayLike<number>) {
    if (this.#loss.kind === 'huber' && this.#loss.adaptive)
      this.#residuals.push(...outputs.map((p, j) => p - targets[j]!));
  }

  /** Ends epoch `epoch`, counted from 0. */
  endEpoch(epoch: number) {
    const seen = this.#residuals.slice(-most);
    this.#residuals = [];
    if (this.#loss.kind !== 'huber' || epoch >= (this.#loss.adaptive?.epochs ?? 0) || seen.length === 0)
      return;
    const now = robustScale(seen);
    if (now > 0) this.deviation = this.deviation === 0 ? now : (this.deviation + now) / 2;
  }
}
