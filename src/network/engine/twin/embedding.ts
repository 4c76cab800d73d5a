import type { Embedding } from '../../plan.js';

/** An embedding with its learned numbers: levels × size, row-major, a view into the parameters. */
export interface Table extends Embedding {
  readonly numbers: Float64Array;
}

/** Cuts the front of an array in file order into tables that share its memory. */
export function tablesOf(parameters: Float64Array, embeddings: readonly Embedding[]): Table[] {
  let at = 0;
  return embeddings.map((embedding) => {
    const length = embedding.levels * embedding.size;
    return { ...embedding, numbers: parameters.subarray(at, (at += length)) };
  });
}

/** What the first layer sees of a row: each table's vector (zeros for level −1), then the other inputs. */
export function embedded(tables: readonly Table[], row: ArrayLike<number>): number[] {
  const columns = new Set(tables.map(({ input }) => input));
  const vectors = tables.flatMap(({ input, size, numbers }) => {
    const level = row[input]!;
    return level < 0
      ? new Array<number>(size).fill(0)
      : [...numbers.subarray(level * size, (level + 1) * size)];
  });
  return [...vectors, ...Array.from(row).filter((_, i) => !columns.has(i))];
}

/** Adds one row's share of the gradient: `slopes` are d loss / d embedded numbers. */
export function addTableGradient(
  gradients: readonly Table[],
  row: ArrayLike<number>,
  slopes: readonly number[],
) {
  let at = 0;
  for (const { input, size, numbers } of gradients) {
    const level = row[input]!;
    if (level >= 0) for (let j = 0; j < size; j++) numbers[level * size + j] += slopes[at + j]!;
    at += size;
  }
}
