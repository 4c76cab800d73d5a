import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { tag } from '../svg.js';
import type { Tone } from '../tone.js';

/** Upright intervals. */
export function errorBars(
  bars: readonly (readonly [x: number, low: number, high: number])[],
  tone: Tone,
): Layer {
  const usable = bars.filter((bar) => bar.every(isDrawable));
  return ({ x, y }) =>
    usable
      .map(([at, low, high]) =>
        tag('line', { class: `whisker ${tone}`, x1: x.at(at), x2: x.at(at), y1: y.at(low), y2: y.at(high) }),
      )
      .join('');
}
