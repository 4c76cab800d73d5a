import { extent, isDrawable, linearScale } from './scale.js';
import { cut, drawing, short, tag, text, textWidth, title } from './svg.js';
import type { Tone } from './tone.js';

/** One change on the way from the first total to the last. */
export interface WaterfallStep {
  readonly name: string;
  /** Where the running total is before and after it. */
  readonly from: number;
  readonly to: number;
  /** Around `to`. */
  readonly interval?: readonly [number, number];
  readonly shown: string;
  readonly tone: Tone;
}

export interface WaterfallOptions {
  readonly width: number;
  readonly label: string;
  readonly axis: string;
  readonly first: { readonly name: string; readonly value: number; readonly shown: string };
  readonly steps: readonly WaterfallStep[];
  readonly last: { readonly name: string; readonly value: number; readonly shown: string };
}

const rowHeight = 44;

/** From one total to another, a bar for each change in between, each beginning where the one before ended; names stand above their bars. */
export function waterfall({ width, label, axis, first, steps, last }: WaterfallOptions): string {
  const shownWidth = Math.max(0, ...[first, ...steps, last].map(({ shown }) => textWidth(shown, 13)));
  const [left, right] = [2, Math.max(40, width - shownWidth - 12)];
  const values = [
    first.value,
    last.value,
    ...steps.flatMap(({ from, to, interval = [] }) => [from, to, ...interval]),
  ];
  const bottom = (steps.length + 2) * rowHeight + 4;
  const x = linearScale({
    domain: extent(values, { pad: 0.06 }),
    range: [left, right],
    count: Math.max(2, Math.floor((right - left) / 90)),
  });
  const place = { x, left, width };
  return drawing(
    width,
    bottom + 42,
    label,
    ...x.ticks.map(({ at }) => tag('line', { class: 'grid', x1: at, x2: at, y1: 4, y2: bottom })),
    total(first, 0, place),
    ...steps.map((step, i) => change(step, (i + 1) * rowHeight, place)),
    total(last, (steps.length + 1) * rowHeight, place),
    tag('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...x.ticks.map((tick) =>
      text(tick.at, bottom + 17, tick.text, { class: 'tick', 'text-anchor': 'middle' }),
    ),
    text(right, bottom + 36, cut(axis, right), { class: 'label', 'text-anchor': 'end' }),
  );
}

interface Place {
  readonly x: ReturnType<typeof linearScale>;
  readonly left: number;
  readonly width: number;
}

const words = (name: string, shown: string, y: number, width: number, strong = false) => [
  text(0, y + 16, cut(name, width - textWidth(shown, 13) - 16, 13), {
    class: `name figure${strong ? ' strong' : ''}`,
  }),
  text(width, y + 31, shown, { class: `name figure${strong ? ' strong' : ''}`, 'text-anchor': 'end' }),
];

function total(
  { name, value, shown }: WaterfallOptions['first'],
  y: number,
  { x, left, width }: Place,
): string {
  const said = words(name, shown, y, width, true);
  if (!isDrawable(value)) return said.join('');
  // No bar: the axis does not begin at zero, and its length would say something false.
  const at = x.at(value);
  const mark = tag(
    'path',
    { class: 'mark diamond ink', d: `M${short(at - 7)} ${y + 28}l7 -7l7 7l-7 7z` },
    title(`${name}: ${shown}`),
  );
  return [...said, tag('line', { class: 'stem ink', x1: left, x2: at, y1: y + 28, y2: y + 28 }), mark].join(
    '',
  );
}

function change(
  { name, from, to, interval, shown, tone }: WaterfallStep,
  y: number,
  { x, width }: Place,
): string {
  const said = words(name, shown, y, width);
  if (!isDrawable(from) || !isDrawable(to)) return said.join('');
  const [low, high] = [Math.min(x.at(from), x.at(to)), Math.max(x.at(from), x.at(to))];
  return [
    ...said,
    tag('line', { class: 'rule', x1: x.at(from), x2: x.at(from), y1: y - 8, y2: y + 22 }),
    interval?.every(isDrawable)
      ? tag('line', {
          class: `whisker ${tone}`,
          x1: x.at(interval[0]),
          x2: x.at(interval[1]),
          y1: y + 28,
          y2: y + 28,
        })
      : '',
    tag(
      'rect',
      { class: `mark bar ${tone}`, x: low, y: y + 22, width: Math.max(2, high - low), height: 12, rx: 2 },
      title(`${name}: ${shown}`),
    ),
  ].join('');
}
