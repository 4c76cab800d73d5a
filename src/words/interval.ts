import type { FinishedEvent } from '../tune/event.js';
import { digits, whole } from './number.js';

const usualLevel = 0.9;

/** How wide the prediction intervals are and how many test rows they held; undefined when there are none. */
export function intervalWords({ intervals }: FinishedEvent, target: string): string | undefined {
  const usual = intervals?.find(({ level }) => level === usualLevel);
  if (usual === undefined) return undefined;
  const { held, rows, width, narrow, wide } = usual;
  const spread =
    digits(narrow) === digits(wide)
      ? `${digits(width)} in ${target} wide`
      : `${digits(width)} in ${target} wide in the middle (most from ${digits(narrow)} to ${digits(wide)})`;
  return `For a single row: 90 % prediction intervals are ${spread}; they held ${whole(held)} of ${whole(rows)} test rows: ${((100 * held) / rows).toFixed(1)} %.`;
}
