import { drift } from './drift.js';
import { duplicates } from './duplicates.js';
import { fewRows } from './few-rows.js';
import { flatColumns } from './flat-columns.js';
import { groups } from './groups.js';
import { heavyTail } from './heavy-tail.js';
import { imbalance } from './imbalance.js';
import { leak } from './leak.js';
import { rareClasses } from './rare-classes.js';
import { targetPiles } from './target-piles.js';
import type { Check, Seen, Warning } from './warning.js';

/** What could spoil the answer comes before what only costs a little. */
const checks: readonly Check[] = [
  fewRows,
  leak,
  duplicates,
  groups,
  drift,
  targetPiles,
  heavyTail,
  imbalance,
  rareClasses,
  flatColumns,
];

/** Everything about a table that a careful person would point out before training on it, the gravest first. */
export const warningsOf = (seen: Seen): Warning[] => checks.flatMap((check) => check(seen));
