import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { short, tag, title } from '../svg.js';
import type { Tone } from '../tone.js';

/** Shapes say the same as colours: dot, ring (ended early), cross (blew up), diamond (chosen). */
export type Shape = 'dot' | 'ring' | 'cross' | 'diamond';

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly title?: string;
}

export interface PointsOptions {
  readonly points: readonly Point[];
  readonly tone: Tone;
  readonly shape?: Shape;
  readonly size?: number;
}

/** Points that each say what they are. */
export function points({ points, tone, shape = 'dot', size = 4 }: PointsOptions): Layer {
  const usable = points.filter(({ x, y }) => isDrawable(x) && isDrawable(y));
  return ({ x, y }) =>
    usable
      .map((point) => markOf(shape, x.at(point.x), y.at(point.y), size, `mark ${shape} ${tone}`, point.title))
      .join('');
}

export function markOf(
  shape: Shape,
  x: number,
  y: number,
  size: number,
  classes: string,
  words: string | undefined,
): string {
  const said = title(words);
  if (shape === 'dot' || shape === 'ring')
    return tag('circle', { class: classes, cx: x, cy: y, r: size }, said);
  const [a, b, c, d] = [x - size, y - size, x + size, y + size].map(short);
  const path =
    shape === 'cross'
      ? `M${a} ${b}L${c} ${d}M${a} ${d}L${c} ${b}`
      : `M${short(x)} ${short(y - 1.4 * size)}L${short(x + 1.4 * size)} ${short(y)}L${short(x)} ${short(y + 1.4 * size)}L${short(x - 1.4 * size)} ${short(y)}Z`;
  return tag('path', { class: classes, d: path }, said);
}

/** Thousands of points as one shape. */
export function crowd(places: readonly (readonly [x: number, y: number])[], tone: Tone, size = 3): Layer {
  const usable = places.filter(([x, y]) => isDrawable(x) && isDrawable(y));
  return ({ x, y }) => {
    if (usable.length === 0) return '';
    const d = usable.map(([a, b]) => `M${short(x.at(a))} ${short(y.at(b))}h0`).join('');
    return tag('path', { class: `crowd ${tone}`, d, 'stroke-width': 2 * size });
  };
}
