import type { Setting, Value } from '../../space/parameter.js';
import { short, whole } from './number.js';

/** A setting as people write it, the five that matter first: `2×64`, `batch 64`, `rate 0.012`, `huber 0.6`. */
export function settingWords(setting: Setting): string[] {
  const said = new Set(['layers', 'neurons', 'batch_size', 'learning_rate', 'loss', 'huber_delta', 'epochs']);
  const others = Object.keys(setting).filter((name) => !said.has(name));
  return [
    network(setting),
    word('batch', setting.batch_size),
    word('rate', setting.learning_rate),
    loss(setting),
    ...others.map((name) => word(name, setting[name])),
  ].filter((text) => text !== '');
}

export const settingLine = (setting: Setting) => settingWords(setting).join(', ');

const columns = [8, 11, 12, 12];

/** The first four in columns that do not move from one setting to the next. */
export const settingColumns = (setting: Setting) =>
  [network(setting), word('batch', setting.batch_size), word('rate', setting.learning_rate), loss(setting)]
    .map((text, i) => text.slice(0, columns[i]! - 1).padEnd(columns[i]!))
    .join('');

function network({ layers, neurons }: Setting): string {
  if (layers === undefined) return '';
  return layers === 0 ? 'line' : `${layers}×${valueText(neurons ?? '?')}`;
}

function loss({ loss, huber_delta }: Setting): string {
  if (loss === undefined) return '';
  return huber_delta === undefined ? valueText(loss) : `${valueText(loss)} ${valueText(huber_delta)}`;
}

const word = (name: string, value: Value | undefined) =>
  value === undefined ? '' : `${name} ${valueText(value)}`;

export const valueText = (value: Value): string =>
  typeof value !== 'number' ? String(value) : Number.isInteger(value) ? whole(value) : short(value);
