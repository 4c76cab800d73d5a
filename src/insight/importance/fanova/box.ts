import type { Grid } from './grid.js';
import type { Layout } from './layout.js';

/** The points that end in one node of a tree. */
export interface Box {
  /** By numeric axis: its first cell, and the one after its last. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** By axis, for each choice 1 or 0. */
  readonly allowed: readonly Uint8Array[];
  /** By axis: 1 when points without a coordinate may be in it. */
  readonly absent: Uint8Array;
}

/** The box that holds all points. */
export const wholeBox = ({ choices }: Layout, grids: readonly Grid[]): Box => ({
  low: new Int32Array(grids.length),
  high: Int32Array.from(grids, ({ ends }) => ends.length - 1),
  allowed: Array.from(choices, (count) => new Uint8Array(count).fill(1)),
  absent: new Uint8Array(grids.length).fill(1),
});
