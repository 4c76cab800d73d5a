import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { short, tag, title } from '../svg.js';
import type { Tone } from '../tone.js';

export interface LineOptions {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly tone: Tone;
  readonly weight?: 'thin' | 'bold';
  readonly dashed?: boolean;
  readonly title?: string;
}

/** A line through points in their order. */
export function line({ points, tone, weight = 'thin', dashed, title: words }: LineOptions): Layer {
  const usable = points.filter(([x, y]) => isDrawable(x) && isDrawable(y));
  return ({ x, y }) => {
    if (usable.length === 0) return '';
    const d = `M${usable.map(([a, b]) => `${short(x.at(a))} ${short(y.at(b))}`).join('L')}`;
    const classes = ['line', tone, weight, dashed ? 'dashed' : ''].filter(Boolean).join(' ');
    return tag('path', { class: classes, d }, title(words));
  };
}
