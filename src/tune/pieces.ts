import { columnOf, edgesOf } from '../data/encode/edges.js';
import { type EncoderSpec, levelInputs } from '../data/encode/encoder.js';
import type { Pieces } from '../network/plan.js';
import { binCounts } from './space.js';

/** Of more columns none is ever cut: see `binCounts`. Twice as many as it allows, for parts differ in which of their columns vary. */
const mostColumns = 512;

/** The pieces of a part's columns of numbers, for each count of bins; fitted on its training rows. None for very wide tables. */
export function piecesOf(inputs: Float32Array, encoder: EncoderSpec): Record<number, Pieces[]> {
  const { width } = encoder;
  const levels = new Set(levelInputs(encoder).map(({ input }) => input));
  const numbers = Array.from({ length: width }, (_, input) => input).filter((input) => !levels.has(input));
  const varied = numbers.filter((input) => hasThreeValues(inputs, width, input));
  if (varied.length > mostColumns) return {};
  const columns = varied
    .map((input) => ({ input, edges: edgesOf(columnOf(inputs, width, input), binCounts(1)) }))
    .filter(({ edges }) => edges.size > 0);
  return Object.fromEntries(
    binCounts(1).map((bins) => [
      bins,
      columns.map(({ input, edges }) => ({ input, edges: edges.get(bins)! })),
    ]),
  );
}

/** Fewer are not cut; most columns show three within their first rows. */
function hasThreeValues(inputs: Float32Array, width: number, input: number): boolean {
  let second: number | undefined;
  for (let at = input + width; at < inputs.length; at += width) {
    const value = inputs[at]!;
    if (value === inputs[input] || value === second) continue;
    if (second !== undefined) return true;
    second = value;
  }
  return false;
}

/** How many columns can be cut into pieces. */
export const numericColumns = (pieces: Readonly<Record<number, readonly Pieces[]>>): number =>
  Object.values(pieces)[0]?.length ?? 0;
