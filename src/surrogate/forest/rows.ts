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

/** For each axis the rows in the order of their coordinates, those without one last and equal ones by number. */
export const sortedRows = ({ columns }: Rows): Int32Array[] => columns.map(sortedBy);

/** Sorts the coordinates, which needs no comparison of rows, and deals the rows to their places. */
function sortedBy(column: Float64Array): Int32Array {
  const places = column.map((place) => (Number.isNaN(place) ? Number.POSITIVE_INFINITY : place));
  const sorted = places.slice().sort();
  const order = new Int32Array(column.length);
  const dealt = new Int32Array(column.length);
  for (let row = 0; row < places.length; row++) {
    const first = firstOf(sorted, places[row]!);
    order[first + dealt[first]!++] = row;
  }
  return order;
}

/** Where a number that is among ascending ones begins. */
function firstOf(sorted: Float64Array, place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
