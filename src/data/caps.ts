import { type Run, runsFromBottom, runsFromTop } from './runs.js';
import type { Target } from './target.js';

/** An end of the target's range at which values pile up, as when what was beyond was cut. */
export interface Cap {
  readonly value: number;
  readonly end: 'largest' | 'smallest';
  readonly rows: Uint32Array;
}

/** One number for each row of a table, and the rows that count. */
type OneTarget = Pick<Target, 'values' | 'rows'>;

/** Values next to the end that it is compared with; a scale of fewer steps has piles everywhere. */
const neighbours = 20;
/** How many times as often as any of them the end must occur. */
const striking = 5;
const fewestRows = 10;
const leastShare = 0.005;

/**
 * The ends at which a target is capped: ½ % of the rows at least (and ten) have exactly that value, five times as many as any of the
 * twenty values next to it. A pile at the smallest value 0 is no cap: amounts and counts end there.
 */
export function capsOf({ values, rows }: OneTarget, ascending = ascendingTargets({ values, rows })): Cap[] {
  const top = { end: 'largest', runs: runsFromTop(ascending, neighbours + 1) } as const;
  const bottom = { end: 'smallest', runs: runsFromBottom(ascending, neighbours + 1) } as const;
  return [top, bottom]
    .filter(({ end, runs }) => isPile(runs, rows.length) && (end === 'largest' || runs[0]!.value !== 0))
    .map(({ end, runs }) => {
      const { value } = runs[0]!;
      return { value, end, rows: rows.filter((row) => values[row] === value) };
    });
}

export const ascendingTargets = ({ values, rows }: OneTarget) =>
  Float64Array.from(rows, (row) => values[row]!).sort();

function isPile(runs: readonly Run[], rows: number): boolean {
  if (runs.length <= neighbours) return false;
  const [own, ...others] = runs.map((run) => run.length);
  return own! >= Math.max(fewestRows, leastShare * rows) && own! >= striking * Math.max(...others);
}
