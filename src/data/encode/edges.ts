/** Edges are kept to five decimals, of numbers that are scaled to about ±3: finer ones cost room in a model and tell nothing. */
const decimals = 1e5;
/** More values than this say no more about where edges should be. */
const mostValues = 50_000;

/**
 * Edges of the pieces of one encoded column, for several counts of pieces: about as many rows in each piece, and a value that fills a
 * piece alone stands at an edge (as LightGBM finds its bins; Ke et al. 2017). With fewer distinct values, one edge each. None when there
 * are fewer than three: a line says as much.
 */
export function edgesOf(column: Float32Array, counts: readonly number[]): Map<number, number[]> {
  const { values, rows } = distinct(column);
  if (values.length < 3) return new Map();
  return new Map(counts.map((count) => [count, cut(values, rows, count)]));
}

/** A column of a row-major matrix, or evenly chosen rows of it. */
export function columnOf(matrix: Float32Array, width: number, column: number): Float32Array {
  const rows = matrix.length / width;
  const stride = Math.ceil(rows / mostValues);
  return Float32Array.from(
    { length: Math.ceil(rows / stride) },
    (_, i) => matrix[i * stride * width + column]!,
  );
}

/** The different values, ascending, and how many rows have each. */
function distinct(column: Float32Array): { values: number[]; rows: number[] } {
  const values: number[] = [];
  const rows: number[] = [];
  for (const x of column.slice().sort()) {
    const value = Math.round(x * decimals) / decimals;
    if (value === values.at(-1)) rows[rows.length - 1]! += 1;
    else {
      values.push(value);
      rows.push(1);
    }
  }
  return { values, rows };
}

function cut(values: readonly number[], rows: readonly number[], pieces: number): number[] {
  if (values.length <= pieces + 1) return [...values];
  const edges = [values[0]!];
  let left = rows.reduce((sum, count) => sum + count, 0);
  let filled = 0;
  for (let i = 1; i < values.length - 1 && edges.length < pieces; i++) {
    filled += rows[i - 1]!;
    const share = left / (pieces + 1 - edges.length);
    const isFull = filled >= share || (filled > 0 && rows[i]! >= share);
    if (!isFull) continue;
    edges.push(values[i]!);
    left -= filled;
    filled = 0;
  }
  return [...edges, values.at(-1)!];
}
