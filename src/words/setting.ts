import type { Setting, Value } from '../space/parameter.js';
import { short, whole } from './number.js';

/** The heart of a setting as people write it: `2×64`, `rate 0.012`, `batch 64`, `huber 0.6`. */
const heart = ({ layers, neurons, batch_size, learning_rate, loss, huber_delta }: Setting): string[] => [
  network(layers, neurons),
  word('rate', learning_rate),
  word('batch', batch_size),
  lossWords(loss, huber_delta),
];

/** The heart on a line; of a setting that has none, as of a study of one's own, everything. */
export const settingLine = (setting: Setting) => {
  const words = heart(setting).filter((text) => text !== '');
  return (words.length > 0 ? words : Object.keys(setting).map((name) => word(name, setting[name]))).join(
    ', ',
  );
};

const inHeart = new Set(['layers', 'neurons', 'batch_size', 'learning_rate', 'loss', 'huber_delta']);

/** All of it, with what a newcomer is not asked about at the end. */
export const wholeSettingLine = (setting: Setting) =>
  [
    ...heart(setting).filter((text) => text !== ''),
    ...Object.keys(setting)
      .filter((name) => !inHeart.has(name))
      .map((name) => word(name, setting[name])),
  ].join(', ');

const widths = [9, 14, 13, 14];

/** As much of the heart as there is room for, in columns that do not move from one setting to the next. */
export function settingColumns(setting: Setting, room: number): string {
  const cells = heart(setting).map((text, i) => text.slice(0, widths[i]! - 1).padEnd(widths[i]!));
  let shown = '';
  for (const cell of cells) if (shown.length + cell.length <= room) shown += cell;
  return shown;
}

function network(layers: Value | undefined, neurons: Value | undefined): string {
  if (layers === undefined) return '';
  return layers === 0 ? 'line' : `${layers}×${valueText(neurons ?? '?')}`;
}

function lossWords(loss: Value | undefined, delta: Value | undefined): string {
  if (loss === undefined) return '';
  return delta === undefined ? valueText(loss) : `${valueText(loss)} ${valueText(delta)}`;
}

const word = (name: string, value: Value | undefined) =>
  value === undefined ? '' : `${name} ${valueText(value)}`;

export const valueText = (value: Value): string =>
  typeof value !== 'number' ? String(value) : Number.isInteger(value) ? whole(value) : short(value);
