import { digits, percent } from '../../math/numeral.js';
import { mean } from '../../math/statistics.js';
import { flagValue } from '../flag-value.js';
import { between, blocks, ranks } from './blocks.js';
import { rowsOfColumns, sampleOf } from './sample.js';
import { type TimeLine, timeLines } from './time-line.js';
import { type Check, hasOwnTest, type Seen, type SeenTarget, type Warning } from './warning.js';

const mostRows = 20_000;
const fewestRows = 100;
/** Share of the target's variance (of its ranks, or of a class's yes and no) that lies between tenths of the time. */
const leastShare = 0.02;

/** A column that orders the rows in time while the target changes along it: a random split lets the model look ahead. */
export const drift: Check = (seen) => {
  if (seen.heeded.split !== undefined || hasOwnTest(seen)) return [];
  const rows = sampleOf(seen.pool, rowsOfColumns(seen.inputs.length, mostRows), seen.seed);
  if (rows.length < fewestRows) return [];
  const [strongest] = timeLines(seen, rows)
    .flatMap((line) => seen.targets.flatMap((target) => driftAlong(line, target, seen)))
    .sort((a, b) => Number(b.evidence.share) - Number(a.evidence.share));
  return strongest === undefined ? [] : [strongest];
};

function driftAlong({ name, kind, rows }: TimeLine, target: SeenTarget, seen: Seen): Warning[] {
  const { task, classes } = seen;
  const values = Float64Array.from(rows, (row) => target.values[row]!);
  if (isSorted(values)) return [];
  const sides = task === 'regression' ? [ranks(values)] : indicators(values, classes.length);
  const shares = sides.map(between);
  const share = Math.max(...shares);
  if (share < leastShare || !isBeyondLuck(share, rows.length)) return [];
  return [
    {
      kind: 'drift',
      about: name,
      text: `${kind === 'date' ? 'it orders the rows in time' : 'the file is sorted by it'}, and ${said(values, shares.indexOf(share), target.name, seen)}: ${kind === 'date' ? '' : 'if it stands for time, '}a random split lets the model look ahead, and its score is too good for what comes later`,
      flags: [`--split time:${flagValue(name)}`],
      evidence: { share, rows: rows.length },
      trust: true,
    },
  ];
}

/** A file that is sorted by its target drifts along everything. */
function isSorted(values: Float64Array): boolean {
  let [up, down] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! > values[i - 1]!) up += 1;
    if (values[i]! < values[i - 1]!) down += 1;
  }
  return Math.min(up, down) <= 0.02 * (up + down);
}

const indicators = (codes: Float64Array, classes: number) =>
  Array.from({ length: classes }, (_, code) => codes.map((each) => (each === code ? 1 : 0)));

/** Without drift (n − 1) · share is chi-squared with 9 degrees of freedom (Kruskal and Wallis 1952): 9 ± 4.2; here 4 deviations beyond. */
const isBeyondLuck = (share: number, rows: number) => (rows - 1) * share > 9 + 4 * Math.sqrt(18);

function said(values: Float64Array, code: number, name: string, { task, classes }: Seen): string {
  const tenths = blocks(values.length).map(([from, to]) => values.subarray(from, to));
  const shareOf = (tenth: Float64Array) => tenth.filter((each) => each === code).length / tenth.length;
  const isNumber = task === 'regression';
  const levels = tenths.map(isNumber ? (tenth) => mean(tenth) : shareOf);
  const write = isNumber ? digits : percent;
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const what = isNumber ? `the mean of ${name}` : `the share of "${classes[code]}"`;
  return `${what} lies between ${write(low)} and ${write(high)} in its tenths`;
}
