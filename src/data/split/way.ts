import { usageError } from '../../error.js';

/** How rows are divided: by chance, by groups that stay together, or by time. */
export type SplitWay =
  | { readonly kind: 'random' }
  | { readonly kind: 'group' | 'time'; readonly column: string };

/** Reads `random`, `group:COLUMN` or `time:COLUMN`; throws a usage error for anything else. */
export function splitWay(text = 'random'): SplitWay {
  if (text === 'random') return { kind: 'random' };
  const [, kind, column] = /^(group|time):(.+)$/s.exec(text) ?? [];
  if (kind === undefined || column === undefined)
    throw usageError(
      `split is "${text}"; it takes random, time:COLUMN or group:COLUMN.`,
      'For example: --split time:date',
    );
  return { kind: kind as 'group' | 'time', column };
}

/** The column that a way of splitting is about. */
export const splitColumn = (way: SplitWay) => (way.kind === 'random' ? undefined : way.column);
