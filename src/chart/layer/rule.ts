import type { Layer } from '../plot.js';
import { isDrawable } from '../scale.js';
import { tag, text, textWidth } from '../svg.js';

/** The line on which both axes have the same value. */
export const diagonal: Layer = ({ x, y }) => {
  const [low, high] = [Math.max(x.low, y.low), Math.min(x.high, y.high)];
  if (low >= high) return '';
  const ends = { x1: x.at(low), y1: y.at(low), x2: x.at(high), y2: y.at(high) };
  return tag('line', { class: 'under', ...ends }) + tag('line', { class: 'rule over', ...ends });
};

/** A level with a word on it. */
export const level =
  (value: number, words = ''): Layer =>
  ({ y, left, right }) => {
    if (!isDrawable(value) || value < y.low || value > y.high) return '';
    const at = y.at(value);
    const line = tag('line', { class: 'rule', x1: left, x2: right, y1: at, y2: at });
    return line + (words ? text(right, at - 5, words, { class: 'note', 'text-anchor': 'end' }) : '');
  };

/** A place on the x axis with a word at its top, on the side where there is room. */
export const post =
  (value: number, words: string): Layer =>
  ({ x, left, right, top, bottom }) => {
    if (!isDrawable(value) || value < x.low || value > x.high) return '';
    const at = x.at(value);
    const before = at + 6 + textWidth(words) > right && at - 6 - textWidth(words) > left;
    return (
      tag('line', { class: 'rule', x1: at, x2: at, y1: top, y2: bottom }) +
      text(before ? at - 5 : at + 5, top + 10, words, {
        class: 'note',
        'text-anchor': before ? 'end' : 'start',
      })
    );
  };
