import { digits } from '../../words/number.js';
import { padStart } from './width.js';

export interface CurveOptions {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  /** What stands below the first and the last step; default 1 and their number. */
  readonly ends?: readonly [string, string];
}

/** Dots of a braille character by [column][row]; its code is 0x2800 plus those that are set. */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
];

/**
 * A line through values at equal steps, with its largest and smallest value at the left and the first and last step below.
 * Values far above the rest (an early blow-up) are cut at the top, so that the end of the curve can be seen.
 */
export function curveLines(values: readonly number[], options: CurveOptions): string[] {
  const { columns, rows, ascii, ends = ['1', String(values.length)] } = options;
  const known = values.filter(Number.isFinite);
  if (known.length < 2) return ['  (too few epochs to draw)'];
  const [low, high] = [Math.min(...known), ceiling(known)];
  const labels = [digits(high), digits(low)];
  const margin = Math.max(...labels.map((label) => label.length));
  const across = Math.max(10, Math.min(columns - margin - 6, 72));
  const drawn = (ascii ? asciiCells : brailleCells)(scale(values, low, high), across, rows);
  const label = (row: number) => (row === 0 ? labels[0]! : row === rows - 1 ? labels[1]! : '');
  const edge = ascii ? '|' : '┤';
  const axis = `${' '.repeat(margin + 4)}${ends[0]}${padStart(ends[1], across - ends[0].length)}`;
  return [...drawn.map((line, row) => `  ${padStart(label(row), margin)} ${edge}${line}`.trimEnd()), axis];
}

/** The largest value, or where the upper tenth begins when a few values tower over the rest. */
function ceiling(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, upper, high] = [sorted[0]!, sorted[Math.floor(0.9 * (sorted.length - 1))]!, sorted.at(-1)!];
  return upper > low && high - low > 5 * (upper - low) ? low + 1.5 * (upper - low) : high;
}

/** 0 at the bottom to 1 at the top; undefined where nothing is known. */
const scale = (values: readonly number[], low: number, high: number) =>
  values.map((value) =>
    Number.isFinite(value) ? (high > low ? Math.min(1, (value - low) / (high - low)) : 0.5) : undefined,
  );

type Heights = readonly (number | undefined)[];

/** The height at each of `places` across, by linear interpolation. */
function sample(heights: Heights, places: number): Heights {
  return Array.from({ length: places }, (_, i) => {
    const at = (i / Math.max(1, places - 1)) * (heights.length - 1);
    const [left, right] = [heights[Math.floor(at)], heights[Math.ceil(at)]];
    return left === undefined || right === undefined
      ? undefined
      : left + (right - left) * (at - Math.floor(at));
  });
}

function brailleCells(heights: Heights, across: number, rows: number): string[] {
  const cells = Array.from({ length: rows }, () => new Array<number>(across).fill(0));
  const fromTop = sample(heights, 2 * across).map((height) =>
    height === undefined ? undefined : Math.round((1 - height) * (4 * rows - 1)),
  );
  fromTop.forEach((y, x) => {
    if (y === undefined) return;
    for (const each of between(fromTop[x - 1] ?? y, y)) cells[each >> 2]![x >> 1]! |= dots[x & 1]![each & 3]!;
  });
  return cells.map((row) => row.map((dot) => (dot ? String.fromCharCode(0x2800 + dot) : ' ')).join(''));
}

/** All steps after the first to the second, so that steep parts stay connected. */
function between(from: number, to: number): number[] {
  const step = Math.sign(to - from);
  return step === 0 ? [to] : Array.from({ length: Math.abs(to - from) }, (_, i) => from + step * (i + 1));
}

function asciiCells(heights: Heights, across: number, rows: number): string[] {
  const cells = Array.from({ length: rows }, () => new Array<string>(across).fill(' '));
  sample(heights, across).forEach((height, x) => {
    if (height !== undefined) cells[Math.round((1 - height) * (rows - 1))]![x] = '*';
  });
  return cells.map((row) => row.join(''));
}
