import type { Shape } from '../chart/layer/points.js';
import { markOf } from '../chart/layer/points.js';
import type { Tone } from '../chart/tone.js';
import { escaped, prose, type TableData, table, tag } from './html.js';

/** How much room a drawing has; each is drawn for a wide and for a narrow page. */
export interface Size {
  readonly width: number;
  readonly narrow: boolean;
}

export interface KeyItem {
  readonly tone: Tone;
  readonly mark: Shape | 'line' | 'dashes' | 'area';
  readonly words: string;
}

export interface Figure {
  /** What it shows, as a finding. */
  readonly finding: string;
  /** What is drawn, in a sentence. */
  readonly about: string;
  readonly draw: (size: Size, label: string) => string;
  readonly key?: readonly KeyItem[];
  readonly note?: string;
  /** The same in figures. */
  readonly table: TableData;
}

export const wide: Size = { width: 720, narrow: false };
export const narrow: Size = { width: 342, narrow: true };

/** A chart with its finding above it and its table behind it. */
export function figure(options: Figure): string {
  const { draw, finding, about } = options;
  const label = `${finding} ${about}`;
  return framed(options, [
    `<div class="wide">${draw(wide, label)}</div>`,
    `<div class="narrow">${draw(narrow, label)}</div>`,
  ]);
}

/** A chart that is small on any page. */
export const smallFigure = (options: Figure) =>
  framed(options, [options.draw(narrow, `${options.finding} ${options.about}`)]);

function framed(
  { finding, about, key = [], note, table: data }: Figure,
  drawings: readonly string[],
): string {
  return [
    '<figure>',
    `<h3>${prose(finding)}</h3>`,
    about ? `<p class="about">${prose(about)}</p>` : '',
    keyOf(key),
    ...drawings,
    note ? `<figcaption>${prose(note)}</figcaption>` : '',
    `<details><summary>As a table</summary>${table(data)}</details>`,
    '</figure>',
  ].join('');
}

/** What the marks mean. */
export function keyOf(items: readonly KeyItem[]): string {
  if (items.length === 0) return '';
  const each = items.map(({ tone, mark, words }) => {
    const sign = tag(
      'svg',
      { class: 'chart', width: 18, height: 12, viewBox: '0 0 18 12', 'aria-hidden': 'true' },
      signOf(tone, mark),
    );
    return `<span>${sign}${escaped(words)}</span>`;
  });
  return `<div class="key">${each.join('')}</div>`;
}

function signOf(tone: Tone, mark: KeyItem['mark']): string {
  if (mark === 'area') return tag('rect', { class: `area ${tone}`, x: 0, y: 1, width: 18, height: 10 });
  if (mark === 'line' || mark === 'dashes')
    return tag('path', { class: `line bold ${tone}${mark === 'dashes' ? ' dashed' : ''}`, d: 'M1 6L17 6' });
  return markOf(mark, 9, 6, mark === 'cross' ? 3.5 : 4, `mark ${mark} ${tone}`, undefined);
}
