/** Where a column's numbers go: row i's begin at i · width + at. */
export interface Place {
  readonly encoded: Float32Array;
  readonly width: number;
  readonly at: number;
}

/** Writes one number a row, `offset` after the column's first. */
export function put(
  { encoded, width, at }: Place,
  offset: number,
  cells: Float64Array,
  encode: (x: number) => number,
) {
  for (let i = 0, to = at + offset; i < cells.length; i++, to += width) encoded[to] = encode(cells[i]!);
}

/** 1 where a cell is missing. */
export const putFlag = (place: Place, offset: number, cells: Float64Array) =>
  put(place, offset, cells, (x) => (Number.isNaN(x) ? 1 : 0));
