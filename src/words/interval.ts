import type { IntervalReport } from '../model/interval/coverage.js';
import type { FinishedEvent } from '../tune/event.js';
import { inWords } from './names.js';
import { digits, whole } from './number.js';

const usualLevel = 0.9;

/** How wide the prediction intervals are and how many test rows they held; undefined when there are none. */
export function intervalWords({ intervals }: FinishedEvent, target: string): string | undefined {
  const usual = intervals?.filter(({ level }) => level === usualLevel) ?? [];
  if (usual.length === 0) return undefined;
  if (usual.length > 1) return severalWords(usual);
  const { held, rows, width, narrow, wide, share } = usual[0]!;
  const spread =
    digits(narrow) === digits(wide)
      ? `${digits(width)} in ${target} wide`
      : `${digits(width)} in ${target} wide in the middle (most from ${digits(narrow)} to ${digits(wide)})`;
  return `For a single row: 90 % prediction intervals are ${spread}; they held ${whole(held)} of ${whole(rows)} test rows: ${heldShare(usual[0]!)}${share === undefined ? '' : ' by their weights'}.`;
}

function severalWords(intervals: readonly IntervalReport[]): string {
  const widths = intervals.map(({ target, width }) => `${digits(width)} in ${target}`);
  const held = intervals.map(heldShare);
  const weighed = intervals[0]!.share === undefined ? '' : ' by their weights';
  return `For a single row: 90 % prediction intervals are ${inWords(widths)} wide in the middle; they held ${inWords(held)} of ${whole(intervals[0]!.rows)} test rows${weighed}.`;
}

const heldShare = ({ held, rows, share = held / rows }: IntervalReport) => `${(100 * share).toFixed(1)} %`;
