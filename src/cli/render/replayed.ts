import { count, digits } from '../../words/number.js';
import type { Replayed } from '../job.js';

export function replayedLine({ same, what, hash, recorded, epochs, value, older }: Replayed): string {
  const trained = [
    epochs === undefined ? '' : count(epochs, 'epoch'),
    value === undefined ? '' : `value ${digits(value, 6)}`,
  ].filter(Boolean);
  const detail = trained.length ? ` (${trained.join(', ')})` : '';
  const why = older ? ' The study was made by an earlier version, which trained in another way.' : '';
  return same
    ? `  Same bits: ${what}${detail}, ${brief(hash)}`
    : `  Different bits: ${what}${detail} is ${brief(hash)} and was ${brief(recorded)} when it was recorded.${why}`;
}

/** A model of many networks has a hash for each. */
function brief(hashes: string): string {
  const [first = '', ...rest] = hashes.split(' ');
  return rest.length > 1 ? `${first} and ${rest.length} more` : hashes;
}
