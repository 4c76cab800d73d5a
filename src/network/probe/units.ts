import type { UnitReader } from '../engine/engine.js';

/** How many units of a hidden layer no longer learn, or hardly. */
export interface UnitHealth {
  readonly units: number;
  /** Flat at every row: no gradient passes. */
  readonly dead: number;
  /** Flat at more than half of the rows, the dead included. */
  readonly saturated: number;
}

/** The slope of tanh where it is 0.97: beyond, a unit hardly moves. */
const flat = 1 - 0.97 * 0.97;

/**
 * Dead and saturated units of each hidden layer, over rows to probe with (rows × plan.inputs; a thousand are enough). A rectified unit is flat
 * where it gives zero, others where the size of their slope is below that of tanh at 0.97, about 0.06.
 */
export function unitHealth(network: UnitReader, inputs: Float32Array): UnitHealth[] {
  return network.flatShares(inputs, flat).map((shares) => ({
    units: shares.length,
    dead: shares.filter((share) => share === 1).length,
    saturated: shares.filter((share) => share > 0.5).length,
  }));
}
