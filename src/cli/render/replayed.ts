import type { Replayed } from '../job.js';
import { count, digits } from './number.js';

export function replayedLine({ same, what, hash, recorded, epochs, value }: Replayed): string {
  const trained = [
    epochs === undefined ? '' : count(epochs, 'epoch'),
    value === undefined ? '' : `value ${digits(value, 6)}`,
  ].filter(Boolean);
  const detail = trained.length ? ` (${trained.join(', ')})` : '';
  return same
    ? `  Same bits: ${what}${detail}, ${hash}`
    : `  Different bits: ${what}${detail} is ${hash} and was ${recorded} when it was recorded.`;
}
