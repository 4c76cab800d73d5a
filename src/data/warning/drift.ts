import { digits, percent } from '../../math/numeral.js';
import { mean } from '../../math/statistics.js';
import { flagValue } from '../flag-value.js';
import { classesOf } from '../schema.js';
import { between, blocks, ranks } from './blocks.js';
import { sampleOf } from './sample.js';
import { type TimeLine, timeLines } from './time-line.js';
import type { Check, Seen, Warning } from './warning.js';

const mostRows = 20_000;
const fewestRows = 100;
/** Share of the target's variance (of its ranks, or of a class's yes and no) that lies between tenths of the time. */
const leastShare = 0.02;

/** A column that orders the rows in time while the target changes along it: a random split lets the model look ahead. */
export const drift: Check = (seen) => {
  if (seen.heeded.split !== undefined) return [];
  const rows = sampleOf(seen.pool, mostRows, seen.seed);
  if (rows.length < fewestRows) return [];
  const [strongest] = timeLines(seen, rows)
    .flatMap((line) => driftAlong(line, seen))
    .sort((a, b) => Number(b.evidence.share) - Number(a.evidence.share));
  return strongest === undefined ? [] : [strongest];
};

function driftAlong({ name, kind, rows }: TimeLine, seen: Seen): Warning[] {
  const { target, task, schema } = seen;
  const values = Float64Array.from(rows, (row) => target.values[row]!);
  if (isSorted(values)) return [];
  const sides = task === 'regression' ? [ranks(values)] : indicators(values, classesOf(schema.target).length);
  const shares = sides.map(between);
  const share = Math.max(...shares);
  if (share < leastShare || !isBeyondLuck(share, rows.length)) return [];
  return [
    {
      kind: 'drift',
      about: name,
      text: `${kind === 'date' ? 'it orders the rows in time' : 'the file is sorted by it'}, and ${said(values, shares.indexOf(share), seen)}: ${kind === 'date' ? '' : 'if it stands for time, '}a random split lets the model look ahead, and its score is too good for what comes later`,
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
    if (values[i]! >= values[i - 1]!) up += 1;
    if (values[i]! <= values[i - 1]!) down += 1;
  }
  return Math.max(up, down) >= 0.98 * (values.length - 1);
}

const indicators = (codes: Float64Array, classes: number) =>
  Array.from({ length: classes }, (_, code) => codes.map((each) => (each === code ? 1 : 0)));

/** Without drift (n − 1) · share is chi-squared with 9 degrees of freedom (Kruskal and Wallis 1952): 9 ± 4.2; here 6 deviations beyond. */
const isBeyondLuck = (share: number, rows: number) => (rows - 1) * share > 9 + 6 * Math.sqrt(18);

function said(values: Float64Array, code: number, { task, schema }: Seen): string {
  const { name } = schema.target;
  const tenths = blocks(values.length).map(([from, to]) => values.subarray(from, to));
  if (task === 'regression') {
    const means = tenths.map((tenth) => mean(tenth));
    return `the mean of ${name} is ${digits(means[0]!)} in its first tenth and ${digits(means.at(-1)!)} in its last (${digits(Math.min(...means))} to ${digits(Math.max(...means))} between)`;
  }
  const share = (tenth: Float64Array) => tenth.filter((each) => each === code).length / tenth.length;
  return `"${classesOf(schema.target)[code]}" has ${percent(share(tenths[0]!))} of its first tenth and ${percent(share(tenths.at(-1)!))} of its last`;
}
