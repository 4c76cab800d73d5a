import type { Layer } from '../plot.js';
import { tag, title } from '../svg.js';

export interface CellsOptions {
  /** Edges, ascending, one more than there are cells. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly cells: readonly (readonly [column: number, row: number, count: number])[];
  /** What a cell says. */
  readonly say: (column: number, row: number, count: number) => string;
}

/** How many steps of shade there are, from `shade-0` to `shade-8`. */
export const shades = 9;

/** The shade of a count between 1 and the most, by its logarithm. */
export const shadeOf = (count: number, most: number) =>
  most <= 1 || !(count > 1) ? 1 : 1 + Math.round(((shades - 2) * Math.log(count)) / Math.log(most));

/** Counts in a plane, darker for more. */
export function cells({ x: xEdges, y: yEdges, cells, say }: CellsOptions): Layer {
  const most = cells.reduce((high, [, , count]) => Math.max(high, count), 1);
  return ({ x, y }) =>
    cells
      .map(([column, row, count]) => {
        const [left, right] = [x.at(xEdges[column]!), x.at(xEdges[column + 1]!)];
        const [low, high] = [y.at(yEdges[row]!), y.at(yEdges[row + 1]!)];
        return tag(
          'rect',
          {
            class: `shade-${shadeOf(count, most)}`,
            x: left,
            y: high,
            width: Math.max(0.5, right - left),
            height: Math.max(0.5, low - high),
          },
          title(say(column, row, count)),
        );
      })
      .join('');
}
