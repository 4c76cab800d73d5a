import type { Network } from '../network/engine/engine.js';
import { updateRatio } from '../network/probe/motion.js';

/** How far the weights went in each epoch, as a share of their own size: |after − before| / |before|. Only reads. */
export class Motion {
  #before: Float32Array | undefined;

  /** Undefined for the first epoch that it sees. */
  after(network: Pick<Network, 'weights'>): number | undefined {
    const before = this.#before;
    const now = network.weights();
    this.#before = now;
    return before && updateRatio(before, now);
  }
}
