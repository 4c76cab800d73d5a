import type { Effect } from '../../insight/importance/effect.js';
import { formatValue } from '../../space/format.js';
import type { Parameter } from '../../space/parameter.js';
import { inWords } from '../names.js';
import { digits, range } from '../number.js';

/** `51.3 worse (49.9 to 52.7)`. */
export const worse = (extra: number, half: number): string =>
  `${digits(extra)} worse (${range([Math.max(0, extra - half), extra + half])})`;

/** Which way a hyperparameter helps, and over which values: a few words for a column. */
export function directionWords({ places, asGood, worst }: Effect, parameter: Parameter): string {
  const values = asGood.map((i) => formatValue(places[i]!.value));
  if (worst < 0) return 'no value surely worse';
  if (parameter.kind === 'categorical') return inWords(values);
  const [first, last] = [asGood[0]!, asGood.at(-1)!];
  if (first === 0 && last === places.length - 1) return 'about the same everywhere';
  if (first === 0) return last === 0 ? `lower is better, to ${values[0]}` : `up to ${values.at(-1)}`;
  if (last === places.length - 1)
    return first === last ? `higher is better, to ${values[0]}` : `from ${values[0]} up`;
  return first === last ? `around ${values[0]}` : `from ${values[0]} to ${values.at(-1)}`;
}

/** What the worst value costs beside the best; undefined where none is surely worse. */
export function costWords({ places, worst, best }: Effect): string | undefined {
  if (worst < 0) return undefined;
  const { value, extra, half } = places[worst]!;
  return `${formatValue(value)} is ${worse(extra, half)} than ${formatValue(places[best]!.value)}`;
}
