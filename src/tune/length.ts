import type { Plan } from '../network/plan.js';
import { epochWork } from './cost.js';
import { epochsFor, mostEpochs, rungEpochs } from './horizon.js';
import { hasManyRows } from './part-rows.js';
import type { Part } from './runner.js';

// Rows as a second budget. Where they are many, an epoch until the first rung has an eighth of the last ones' rows, then a quarter, then half:
// as each stage has twice the epochs of the one before, a stage costs four times as much, which is what halving with a quarter of the
// trials going on makes up for: every rung then costs the search about the same (as in Hyperband; Li et al. 2018).

/** How long a training is: epochs, and where rows are many, how many of them an epoch has (`TrialJob.rows`). */
export interface Length {
  readonly epochs: number;
  readonly rows?: readonly number[];
}

export type SizedPart = Pick<Part, 'rows' | 'validationRows' | 'stored' | 'windowed'>;

/** Of an epoch's rows at the end, those of an epoch before each rung, and after the last. */
const shares = [1 / 8, 1 / 4, 1 / 2, 1];
/** With fewer epochs two rungs would fall on one. */
const shortest = 15;
/** An epoch of fewer rows is mostly validation. */
const fewestRows = 4_096;

/** The length of a training that takes `work` multiply-adds, or of the shortest. */
export function lengthFor(plan: Plan, part: SizedPart, work: number): Length {
  const { rows, validationRows } = part;
  if (!hasManyRows(part)) return { epochs: epochsFor(plan, rows, validationRows, work) };
  const fixed = shortest * epochWork(plan, 0, validationRows);
  const all = growingWork(plan, rows, validationRows) - fixed;
  const passes = (work - fixed) / all;
  if (passes < 1) return { epochs: shortest, rows: growing(Math.max(fewestRows, passes * rows), rows) };
  const most = mostEpochs(rows) / shortest;
  return { epochs: shortest * Math.min(most, Math.floor(passes)), rows: growing(rows, rows) };
}

function growingWork(plan: Plan, rows: number, validationRows: number): number {
  const ends = [...rungEpochs(shortest), shortest];
  return shares.reduce(
    (work, share, i) =>
      work + (ends[i]! - (ends[i - 1] ?? 0)) * epochWork(plan, share * rows, validationRows),
    0,
  );
}

const growing = (last: number, all: number) =>
  shares.map((share) => Math.min(all, Math.round(Math.max(fewestRows, share * last))));

/** A training of that length without growing: finalists have in each of their epochs what a trial has in its last ones. */
export function finalLength({ epochs, rows }: Length, all: number): Length {
  const last = rows?.at(-1);
  return last === undefined || last >= all ? { epochs } : { epochs, rows: [last] };
}

/** How much longer the final length takes, about: rows passed through by it for one that a growing training passes through. */
export const finalTimes = ({ rows }: Length) =>
  rows === undefined || rows.length === 1 ? 1 : shortest / rowsPassed;

/** Epochs of all rows that a training of 15 growing ones amounts to. */
const rowsPassed = 1 / 8 + 2 / 4 + 4 / 2 + 8;

/** What a search on many rows says of them. */
export function growthNote(length: Length, all: number): string | undefined {
  const { rows } = length;
  if (rows === undefined) return undefined;
  const count = (number: number) => number.toLocaleString('en-US');
  const passed = rowsPassed * rows.at(-1)! * (length.epochs / shortest);
  const seen = passed >= all ? `all ${count(all)}` : `${count(Math.round(passed))} of ${count(all)}`;
  return `each trial begins on ${count(rows[0]!)} rows; those that do well go on to more, finalists to ${seen}`;
}
