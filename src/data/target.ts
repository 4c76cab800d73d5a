/** What is to be predicted of each row of a table, and the rows that have it. */
export interface Target {
  /** rows × width, row-major: numbers, or the class's index; NaN where one is missing or unreadable. */
  readonly values: Float64Array;
  /** How many numbers are predicted of a row: 1, or the number of targets. */
  readonly width: number;
  /** How much each row counts, 0 or more; NaN where it is missing. Absent when all count alike. */
  readonly weights?: Float64Array;
  /** The rows that lack none, are at no cap that is left out, and whose weight is above 0, in order. */
  readonly rows: Uint32Array;
}

/** How much the given rows count, one after another; undefined when all count alike. */
export const weightsOf = ({ weights }: Target, rows: Uint32Array): Float64Array | undefined =>
  weights && Float64Array.from(rows, (row) => weights[row]!);

/** The numbers of the given rows, one row after another. */
export function truthOf({ values, width }: Target, rows: Uint32Array): Float64Array {
  const truth = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) truth[i * width + k] = values[row * width + k]!;
  });
  return truth;
}

/** Every width-th number, from the k-th on: what belongs to one target. */
export function columnOf(values: Float64Array, width: number, k: number): Float64Array {
  if (width === 1) return values;
  return Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + k]!);
}

/** Columns of equal length as one row after another: what `columnOf` takes apart. */
export function interleaved(columns: readonly Float64Array[]): Float64Array {
  const width = columns.length;
  if (width === 1) return columns[0]!;
  const values = new Float64Array(width * columns[0]!.length);
  columns.forEach((column, k) => {
    column.forEach((value, row) => {
      values[row * width + k] = value;
    });
  });
  return values;
}
