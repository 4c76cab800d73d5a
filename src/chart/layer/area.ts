import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { short, tag, title } from '../svg.js';
import type { Tone } from '../tone.js';

export interface AreaOptions {
  readonly points: readonly (readonly [x: number, low: number, high: number])[];
  readonly tone: Tone;
  readonly title?: string;
}

/** What lies between two lines. */
export function area({ points, tone, title: words }: AreaOptions): Layer {
  const usable = points.filter((point) => point.every(isDrawable));
  return ({ x, y }) => {
    if (usable.length < 2) return '';
    const place = (a: number, b: number) => `${short(x.at(a))} ${short(y.at(b))}`;
    const over = usable.map(([at, , high]) => place(at, high));
    const back = [...usable].reverse().map(([at, low]) => place(at, low));
    return tag('path', { class: `area ${tone}`, d: `M${[...over, ...back].join('L')}Z` }, title(words));
  };
}
