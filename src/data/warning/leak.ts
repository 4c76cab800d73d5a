import { digits, mostly, whole } from '../../math/numeral.js';
import { flagValue } from '../flag-value.js';
import { rowNumber } from '../table.js';
import { type Cells, cellsOf } from './cells.js';
import { explained } from './one-column.js';
import { sampleOf } from './sample.js';
import type { Check, Seen, SeenTarget, Warning } from './warning.js';

/** Rows that are enough to tell .99 from less. */
const mostRows = 10_000;
/** Cells that are looked at in a few tenths of a second, however many columns there are. */
const mostCells = 400_000;
const fewestRows = 60;
/** R² of a number, and the share of the majority's mistakes that is avoided for classes. */
const almostAll = { regression: 0.99, classes: 0.97 };
/** Of fewer mistakes none may be left by luck. */
const fewestMistakes = 10;

/** A column that alone predicts the target almost perfectly often stands for the answer itself. */
export const leak: Check = (seen) => {
  const most = Math.max(2000, Math.min(mostRows, mostCells / seen.inputs.length));
  const rows = sampleOf(seen.pool, Math.floor(most), seen.seed);
  if (rows.length < fewestRows) return [];
  const columns = seen.inputs
    .filter((input) => input.kind !== 'date')
    .map((input) => ({ name: input.name, cells: cellsOf(input, seen, rows) }));
  return seen.targets.flatMap((target) => leaksOf(target, columns, rows, seen));
};

interface Known {
  readonly name: string;
  readonly cells: Cells;
}

function leaksOf(target: SeenTarget, columns: readonly Known[], rows: Uint32Array, seen: Seen): Warning[] {
  const targets = Float64Array.from(rows, (row) => target.values[row]!);
  const classes = seen.classes.length;
  const places = Array.from(rows, (_, i) => i);
  const [fitted, judged] = [places.filter(isEven), places.filter((i) => !isEven(i))];
  if (classes > 0 && mistakesOfMajority(targets, judged) < fewestMistakes) return [];
  return columns
    .map(({ name, cells }) => ({ name, score: explained({ cells, targets, classes }, fitted, judged) }))
    .filter(({ score }) => score >= (classes > 0 ? almostAll.classes : almostAll.regression))
    .map(({ name, score }) => warningOf(name, score, judged.length, target.name, seen));
}

const isEven = (i: number) => i % 2 === 0;

function mistakesOfMajority(targets: Float64Array, judged: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const i of judged) counts.set(targets[i]!, (counts.get(targets[i]!) ?? 0) + 1);
  return judged.length - Math.max(...counts.values());
}

function warningOf(name: string, score: number, judged: number, target: string, seen: Seen): Warning {
  const { table, task, pool } = seen;
  const rows = `${whole(judged)} rows that it was not fitted on`;
  const much =
    task === 'regression'
      ? `R² ${digits(score, score > 0.999 ? 5 : 3)} on ${rows}`
      : `${mostly(score)} of the mistakes of always naming the most frequent class avoided, on ${rows}`;
  return {
    kind: 'leak',
    about: name,
    text: `it alone predicts ${target} almost perfectly (${much}): does it hold the answer? If it is not known beforehand, leave it out`,
    flags: [`--ignore ${flagValue(name)}`],
    evidence: { explained: score, rows: judged },
    rows: Array.from(pool.subarray(0, 3), (row) => rowNumber(table, row)),
    trust: true,
  };
}
