import { bandScale, extent, linearScale, logScale, type Scale } from './scale.js';
import { cut, drawing, tag, text, textWidth } from './svg.js';

/** One axis: what it shows and between which values. */
export interface Axis {
  /** What is measured, with its unit. */
  readonly label: string;
  readonly kind?: 'linear' | 'log' | 'band';
  /** Values that have to be seen; the names for `band`, whose values are their places from 0. */
  readonly values?: readonly number[];
  readonly names?: readonly string[];
  /** Instead of `values`. */
  readonly domain?: readonly [number, number];
  readonly zero?: boolean;
  readonly format?: (value: number, step: number) => string;
}

/** Where things are in a plot, in pixels. */
export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws something into a plot; what is drawn first lies below. */
export type Layer = (frame: Frame) => string;

export interface PlotOptions {
  readonly width: number;
  readonly height: number;
  /** In a sentence, for those who cannot see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
}

const top = 30;
const foot = 42;

/** A plane with two axes and layers on it. The y axis is named above it, so that the name need not be turned. */
export function plot({ width, height, label, x, y, layers }: PlotOptions): string {
  const bottom = height - foot;
  const yScale = scaleOf(y, [bottom, top], Math.max(2, Math.floor((bottom - top) / 46)));
  const left = Math.ceil(Math.max(18, ...yScale.ticks.map((tick) => textWidth(tick.text) + 10)));
  const right = width - 14;
  const xScale = scaleOf(x, [left + 6, right - 4], Math.max(2, Math.floor((right - left) / 74)));
  const frame: Frame = { x: xScale, y: yScale, left, right, top, bottom };
  return drawing(
    width,
    height,
    label,
    ...yScale.ticks.map(({ at }) => tag('line', { class: 'grid', x1: left, x2: right, y1: at, y2: at })),
    ...layers.map((layer) => layer(frame)),
    axes(frame, x, y),
  );
}

function scaleOf(axis: Axis, range: readonly [number, number], count: number): Scale {
  const { kind = 'linear', values = [], names = [], zero, format } = axis;
  if (kind === 'band') return bandScale(names, range);
  const domain = axis.domain ?? extent(values, { log: kind === 'log', zero });
  return (kind === 'log' ? logScale : linearScale)({ domain, range, count, format });
}

function axes({ x, y, left, right, bottom }: Frame, xAxis: Axis, yAxis: Axis): string {
  const kept = withRoom(x.ticks);
  return [
    tag('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...y.ticks.map((tick) => text(left - 7, tick.at + 4, tick.text, { class: 'tick', 'text-anchor': 'end' })),
    ...kept.map((tick) =>
      text(tick.at, bottom + 17, tick.text, { class: 'tick', 'text-anchor': anchor(tick, right) }),
    ),
    text(0, 12, cut(yAxis.label, right), { class: 'label' }),
    text(right, bottom + 36, cut(xAxis.label, right), { class: 'label', 'text-anchor': 'end' }),
  ].join('');
}

const anchor = ({ at, text: words }: { at: number; text: string }, right: number) =>
  at + textWidth(words) / 2 > right + 12 ? 'end' : 'middle';

/** Leaves out labels that would touch the one before. */
function withRoom(ticks: Scale['ticks']) {
  const kept: { at: number; text: string }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const half = textWidth(tick.text) / 2;
    if (tick.at - half < end + 8) continue;
    kept.push(tick);
    end = tick.at + half;
  }
  return kept;
}
