import type { Room, Workspace } from './workspace.js';

/** Points laid column by column in a workspace, as the kernels read them: columns `stride` bytes apart, with room for `room` points. */
export interface Points extends Room {
  readonly count: number;
  readonly columns: number;
  readonly stride: number;
}

/** Room for `most` points of `columns` coordinates, none of them there yet. */
export function takePoints(workspace: Workspace, columns: number, most: number): Points {
  const { stride, ...room } = workspace.takeMatrix(columns, most);
  return { ...room, stride, count: 0, columns };
}

/** The same room, filled with `rows`; no more of them than there is room for. */
export function layPoints(points: Points, rows: readonly ArrayLike<number>[]): Points {
  const step = points.stride / 8;
  const numbers = points.numbers();
  for (let c = 0; c < points.columns; c++) {
    for (let i = 0; i < rows.length; i++) numbers[c * step + i] = rows[i]![c]!;
    numbers.fill(0, c * step + rows.length, (c + 1) * step);
  }
  return { ...points, count: rows.length };
}

/** The same points and one more. */
export function addPoint(points: Points, row: ArrayLike<number>): Points {
  const numbers = points.numbers();
  for (let c = 0; c < points.columns; c++) numbers[(c * points.stride) / 8 + points.count] = row[c]!;
  return { ...points, count: points.count + 1 };
}
