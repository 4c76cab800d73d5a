import { extent, isDrawable, linearScale } from './scale.js';
import { cut, drawing, tag, text, textWidth, title } from './svg.js';
import type { Tone } from './tone.js';

/** One thing that is compared: its value and, where it is known, an interval around it. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly shown: string;
  readonly interval?: readonly [number, number];
  readonly tone: Tone;
  readonly strong?: boolean;
}

export interface IntervalRowsOptions {
  readonly width: number;
  readonly label: string;
  readonly axis: string;
  readonly rows: readonly IntervalRow[];
}

const step = 34;

/** A line for each thing: its name, a stem from the axis' start to a dot, its interval, and its value in figures. */
export function intervalRows({ width, label, axis, rows }: IntervalRowsOptions): string {
  const values = rows.flatMap(({ value, interval = [] }) => [value, ...interval]);
  const nameWidth = Math.min(0.42 * width, Math.max(0, ...rows.map(({ name }) => textWidth(name, 14))) + 12);
  const shownWidth = Math.max(0, ...rows.map(({ shown }) => textWidth(shown, 14))) + 12;
  const [left, right] = [nameWidth, width - shownWidth];
  const bottom = rows.length * step + 6;
  const x = linearScale({
    domain: extent(values, { zero: values.every((value) => value >= 0), pad: 0.02 }),
    range: [left, right],
    count: Math.max(2, Math.floor((right - left) / 80)),
  });
  return drawing(
    width,
    bottom + 42,
    label,
    ...x.ticks.map(({ at }) => tag('line', { class: 'grid', x1: at, x2: at, y1: 4, y2: bottom })),
    ...rows.map((row, i) => rowOf(row, i * step + step / 2 + 4, { x, left, width })),
    tag('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...x.ticks.map((tick) =>
      text(tick.at, bottom + 17, tick.text, { class: 'tick', 'text-anchor': 'middle' }),
    ),
    text(right, bottom + 36, cut(axis, right), { class: 'label', 'text-anchor': 'end' }),
  );
}

interface RowPlace {
  readonly x: ReturnType<typeof linearScale>;
  readonly left: number;
  readonly width: number;
}

function rowOf(row: IntervalRow, y: number, { x, left, width }: RowPlace): string {
  const { name, value, shown, interval, tone, strong } = row;
  const weight = strong ? 'strong' : undefined;
  const words = [
    text(0, y + 5, cut(name, left - 6, 14), { class: ['name', weight].filter(Boolean).join(' ') }),
    text(width, y + 5, shown, {
      class: ['name figure', weight].filter(Boolean).join(' '),
      'text-anchor': 'end',
    }),
  ];
  if (!isDrawable(value)) return words.join('');
  const stem = tag('line', { class: `stem ${tone}`, x1: left, x2: x.at(value), y1: y, y2: y });
  const whisker = interval?.every(isDrawable)
    ? tag('line', { class: `whisker ${tone}`, x1: x.at(interval[0]), x2: x.at(interval[1]), y1: y, y2: y })
    : '';
  const dot = tag(
    'circle',
    { class: `mark dot ${tone}`, cx: x.at(value), cy: y, r: strong ? 6 : 5 },
    title(`${name}: ${shown}`),
  );
  return [...words, stem, whisker, dot].join('');
}
