import type { Pieces } from '../../plan.js';

/** A row's pieces, in the order of their columns; edges and lengths are rounded to float32 as the kernels have them. */
export const piecesOf = (pieces: readonly Pieces[], row: ArrayLike<number>): number[] =>
  pieces.flatMap(({ input, edges }) =>
    edges.slice(1).map((edge, t) => {
      const share = (row[input]! - Math.fround(edges[t]!)) * Math.fround(1 / (edge - edges[t]!));
      return Math.min(1, Math.max(0, share)) - 0.5;
    }),
  );
