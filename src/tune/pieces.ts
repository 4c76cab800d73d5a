import { columnOf, edgesOf } from '../data/encode/edges.js';
import { type EncoderSpec, levelInputs } from '../data/encode/encoder.js';
import type { Pieces } from '../network/plan.js';
import { binCounts } from './space.js';

/** The pieces of a part's columns of numbers, for each count of bins; fitted on its training rows. */
export function piecesOf(inputs: Float32Array, encoder: EncoderSpec): Record<number, Pieces[]> {
  const { width } = encoder;
  const levels = new Set(levelInputs(encoder).map(({ input }) => input));
  const numbers = Array.from({ length: width }, (_, input) => input).filter((input) => !levels.has(input));
  const columns = numbers
    .map((input) => ({ input, edges: edgesOf(columnOf(inputs, width, input), binCounts(1)) }))
    .filter(({ edges }) => edges.size > 0);
  return Object.fromEntries(
    binCounts(1).map((bins) => [
      bins,
      columns.map(({ input, edges }) => ({ input, edges: edges.get(bins)! })),
    ]),
  );
}

/** How many columns can be cut into pieces. */
export const numericColumns = (pieces: Readonly<Record<number, readonly Pieces[]>>): number =>
  Object.values(pieces)[0]?.length ?? 0;
