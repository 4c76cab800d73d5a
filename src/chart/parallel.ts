import type { Axis } from './plot.js';
import { bandScale, extent, isDrawable, linearScale, logScale, type Scale } from './scale.js';
import { cut, drawing, short, tag, text, textWidth, title } from './svg.js';
import type { Tone } from './tone.js';

/** One thing with a value on each axis; undefined where it has none. */
export interface ParallelLine {
  readonly values: readonly (number | undefined)[];
  readonly tone: Tone;
  readonly strong?: boolean;
  readonly dashed?: boolean;
  readonly title?: string;
}

export interface ParallelOptions {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly axes: readonly Axis[];
  /** Drawn in their order, the last on top. */
  readonly lines: readonly ParallelLine[];
  /** Axes from top to bottom instead of from left to right, for narrow places. */
  readonly vertical?: boolean;
}

/** Parallel coordinates. A line passes an axis on which it has no value at a lane of its own beyond the axis' end. */
export function parallel(options: ParallelOptions): string {
  return options.vertical ? stacked(options) : sideBySide(options);
}

const lane = 22;

function sideBySide({ width, height, label, axes, lines }: ParallelOptions): string {
  const [top, bottom] = [44, height - 14];
  const [left, right] = [34, width - 46];
  const x = (i: number) => left + (axes.length < 2 ? 0 : (i / (axes.length - 1)) * (right - left));
  const room = Math.min(92, 1.6 * ((right - left) / Math.max(1, axes.length - 1)));
  const scales = axes.map((axis) => scaleOf(axis, [bottom - lane, top], 4));
  const place = (i: number, value: number | undefined): [number, number] => [
    x(i),
    isDrawable(value) ? scales[i]!.at(value) : bottom,
  ];
  return drawing(
    width,
    height,
    label,
    ...lines.map((line) => pathOf(line, place)),
    ...axes.map((axis, i) => {
      const names = splitName(axis.label);
      return [
        tag('line', { class: 'axis', x1: x(i), x2: x(i), y1: top, y2: bottom - lane }),
        ...names.map((name, k) =>
          text(x(i), 12 + 14 * (k + 2 - names.length), cut(name, room), {
            class: 'label',
            'text-anchor': 'middle',
          }),
        ),
        ...scales[i]!.ticks.map((tick) => text(x(i) + 6, tick.at + 4, tick.text, { class: 'tick halo' })),
      ].join('');
    }),
  );
}

function stacked({ width, label, axes, lines }: ParallelOptions): string {
  const step = 62;
  const [left, right] = [10, width - 12];
  const y = (i: number) => 30 + i * step;
  const scales = axes.map((axis) => scaleOf(axis, [left, right - lane], axis.kind === 'band' ? 9 : 4));
  const place = (i: number, value: number | undefined): [number, number] => [
    isDrawable(value) ? scales[i]!.at(value) : right,
    y(i),
  ];
  return drawing(
    width,
    y(axes.length - 1) + 26,
    label,
    ...lines.map((line) => pathOf(line, place)),
    ...axes.map((axis, i) =>
      [
        tag('line', { class: 'axis', x1: left, x2: right - lane, y1: y(i), y2: y(i) }),
        text(left - 10, y(i) - 8, cut(axis.label, width), { class: 'label halo' }),
        ...spread(scales[i]!).map((tick) =>
          text(tick.at, y(i) + 16, tick.text, {
            class: 'tick halo',
            'text-anchor': tick.at > right - lane - 16 ? 'end' : tick.at < 24 ? 'start' : 'middle',
          }),
        ),
      ].join(''),
    ),
  );
}

/** Ticks whose words do not touch. */
function spread({ ticks }: Scale) {
  let end = Number.NEGATIVE_INFINITY;
  return [...ticks]
    .sort((a, b) => a.at - b.at)
    .filter((tick) => {
      const half = textWidth(tick.text) / 2;
      if (tick.at - half < end + 6) return false;
      end = tick.at + half;
      return true;
    });
}

function pathOf(line: ParallelLine, place: (i: number, value: number | undefined) => [number, number]) {
  const { values, tone, strong, dashed, title: words } = line;
  const d = `M${values.map((value, i) => place(i, value).map(short).join(' ')).join('L')}`;
  const classes = ['line', 'coordinate', tone, strong ? 'bold' : 'thin', dashed ? 'dashed' : ''];
  return tag('path', { class: classes.filter(Boolean).join(' '), d }, title(words));
}

function scaleOf(axis: Axis, range: readonly [number, number], count: number): Scale {
  const { kind = 'linear', values = [], names = [], format, zero } = axis;
  if (kind === 'band') return bandScale(names, range);
  const domain = axis.domain ?? extent(values, { log: kind === 'log', zero });
  return (kind === 'log' ? logScale : linearScale)({ domain, range, count, format });
}

/** A name of two words on two lines. */
function splitName(name: string): string[] {
  const middle = name.indexOf(' ');
  return middle < 0 || name.length < 9 ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}
