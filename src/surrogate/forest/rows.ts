/** One column of what a tree splits: a number, or one of so many choices without an order. */
export interface ForestAxis {
  /** How many choices there are; 0 for a number. */
  readonly choices: number;
}

/** What a forest learns from. A coordinate is a number, a choice's index, or NaN where there is none. */
export interface Rows {
  readonly axes: readonly ForestAxis[];
  /** By axis, each with a coordinate for every row. */
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
}

/** For each axis the rows in the order of their coordinates, those without one last. */
export const sortedRows = ({ columns, values }: Rows): Int32Array[] =>
  columns.map((column) => {
    const places = Float64Array.from(column, (place) =>
      Number.isNaN(place) ? Number.POSITIVE_INFINITY : place,
    );
    return Int32Array.from({ length: values.length }, (_, row) => row).sort((a, b) =>
      places[a] === places[b] ? a - b : places[a]! - places[b]!,
    );
  });
