import type { Bin } from '../../data/histogram.js';
import { exactly } from '../../math/numeral.js';
import type { Level, NumberRange } from '../../tune/inspect/inspection.js';
import { count, percent, short } from '../../words/number.js';
import type { Style } from './style.js';
import { cut, padEnd, padStart, width } from './width.js';

const eighths = ' ▁▂▃▄▅▆▇█';
const height = 4;

/** How often each size of a number occurs: bars of four lines, with the smallest value, the median and the largest below. */
export function histogramLines(
  bins: readonly Bin[],
  range: NumberRange,
  style: Style,
  columns: number,
): string[] {
  const across = Math.max(10, Math.min(60, columns - 6));
  const heights = merged(bins, across);
  const most = Math.max(...heights);
  const levels = heights.map((rows) => Math.ceil((rows / most) * height * 8));
  const lines = Array.from({ length: height }, (_, row) =>
    levels.map((level) => mark(level - (height - 1 - row) * 8, style)).join(''),
  );
  return [...lines.map((line) => `    ${line.trimEnd()}`), ...scale(range, heights.length)];
}

/** The bins that share a column, added. */
function merged(bins: readonly Bin[], across: number): number[] {
  const size = Math.ceil(bins.length / across);
  return Array.from({ length: Math.ceil(bins.length / size) }, (_, k) =>
    bins.slice(k * size, (k + 1) * size).reduce((sum, { rows }) => sum + rows, 0),
  );
}

function mark(level: number, { ascii }: Style): string {
  if (level <= 0) return ' ';
  if (ascii) return level >= 4 ? '#' : '.';
  return eighths[Math.min(8, level)]!;
}

function scale({ smallest, median, largest }: NumberRange, across: number): string[] {
  const [low, high] = [exactly(smallest), exactly(largest)];
  const room = Math.max(1, across - width(low));
  return [`    ${low}${padStart(high, room)}`, `    median ${short(median)}`];
}

const shown = 10;

/** A bar for each class, most rows first. */
export function classLines(classes: readonly Level[], style: Style, columns: number): string[] {
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const some = classes.slice(0, shown);
  const names = Math.min(24, Math.max(...some.map(({ name }) => width(name))));
  const longest = Math.max(4, Math.min(40, columns - names - 27));
  const lines = some.map(({ name, rows }) => {
    const bar = (style.ascii ? '#' : '█').repeat(Math.max(1, Math.round((rows / some[0]!.rows) * longest)));
    return `    ${padEnd(cut(style.text(name), names), names)}  ${bar} ${count(rows, 'row')} (${percent(rows / all)})`;
  });
  const left = classes.length - some.length;
  return left > 0 ? [...lines, `    and ${left} more`] : lines;
}
