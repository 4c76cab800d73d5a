// What a search maximises is a sum of terms, each a log: of expected improvement, of the probability that a trial comes to its end, of how far a
// setting is believed in, of what it costs.

/** Seen points of the cube, and their columns as covariances see them. */
export interface Batch {
  readonly points: readonly Float64Array[];
  readonly features: readonly Float64Array[];
}

/** A value and its gradient in the cube's coordinates; 0 for those that are no float. */
export interface Sloped {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Term {
  values(batch: Batch): Float64Array;
  /** Numbers that no value is above, where they are much cheaper than the values. */
  bounds?(batch: Batch): Float64Array;
  at(point: Float64Array, features: Float64Array): Sloped;
}

export const batchSize = ({ points }: Batch): number => points.length;

/** Some of a batch, by index. */
export const pick = ({ points, features }: Batch, indices: readonly number[]): Batch => ({
  points: indices.map((i) => points[i]!),
  features: indices.map((i) => features[i]!),
});

/** The sum of terms, of which at least one is given. */
export function sumOf(terms: readonly Term[]): Required<Term> {
  const added = (batch: Batch, each: (term: Term) => Float64Array) => {
    const total = new Float64Array(batchSize(batch));
    for (const term of terms) {
      const values = each(term);
      for (let i = 0; i < total.length; i++) total[i]! += values[i]!;
    }
    return total;
  };
  return {
    values: (batch) => added(batch, (term) => term.values(batch)),
    bounds: (batch) => added(batch, (term) => (term.bounds ?? term.values)(batch)),
    at(point, features) {
      const parts = terms.map((term) => term.at(point, features));
      const gradient = new Float64Array(point.length);
      for (const part of parts) for (let i = 0; i < gradient.length; i++) gradient[i]! += part.gradient[i]!;
      return { value: parts.reduce((sum, { value }) => sum + value, 0), gradient };
    },
  };
}

/** A term that counts `weight` times. */
export function weighted(term: Term, weight: number): Term {
  const times = (numbers: Float64Array) => numbers.map((number) => weight * number);
  const { bounds } = term;
  return {
    values: (batch) => times(term.values(batch)),
    ...(bounds === undefined ? {} : { bounds: (batch: Batch) => times(bounds(batch)) }),
    at(point, features) {
      const { value, gradient } = term.at(point, features);
      return { value: weight * value, gradient: times(gradient) };
    },
  };
}

/** The indices of the `most` greatest values above `floor`, greatest first; no value is computed that its bound rules out. */
export function greatest(
  term: Required<Term>,
  batch: Batch,
  most: number,
  floor = Number.NEGATIVE_INFINITY,
): { index: number; value: number }[] {
  const bounds = term.bounds(batch);
  const order = Array.from(bounds.keys()).sort((a, b) => bounds[b]! - bounds[a]! || a - b);
  const portion = Math.max(8, most);
  let best: { index: number; value: number }[] = [];
  for (let from = 0; from < order.length; from += portion) {
    const indices = order.slice(from, from + portion);
    const least = Math.max(floor, best.length === most ? best.at(-1)!.value : Number.NEGATIVE_INFINITY);
    if (!(bounds[indices[0]!]! > least)) break;
    const values = term.values(pick(batch, indices));
    const found = indices
      .map((index, i) => ({ index, value: values[i]! }))
      .filter(({ value }) => value > floor);
    best = [...best, ...found].sort((a, b) => b.value - a.value || a.index - b.index).slice(0, most);
  }
  return best;
}
