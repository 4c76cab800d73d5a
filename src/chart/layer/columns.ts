import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { tag, title } from '../svg.js';
import type { Tone } from '../tone.js';

export interface Column {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly title?: string;
}

/** Upright bars that stand on 0, as of a histogram. */
export function columns(bars: readonly Column[], tone: Tone): Layer {
  const usable = bars.filter((bar) => [bar.from, bar.to, bar.height].every(isDrawable));
  return ({ x, y }) =>
    usable
      .map(({ from, to, height, title: words }) => {
        const [left, right] = [x.at(from), x.at(to)];
        const [low, high] = [y.at(0), y.at(height)];
        const box = { x: left + 0.5, y: high, width: Math.max(0.5, right - left - 1), height: low - high };
        return tag('rect', { class: `bar ${tone}`, ...box }, title(words));
      })
      .join('');
}
