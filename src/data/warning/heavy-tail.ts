import { count, exactly, percent } from '../../math/numeral.js';
import { mean } from '../../math/statistics.js';
import { rowNumber } from '../table.js';
import { ofSample, sampleOf } from './sample.js';
import type { Check, Seen, SeenTarget, Warning } from './warning.js';

/** The worst hundredth of normal values has 8 % of the squares, of exponential ones 24 %. */
const leastShare = 0.3;
const squaredMetrics = ['rmse', 'r2'];
const fewestRows = 100;
const mostRows = 100_000;

/** A few rows far out decide a measure of squared errors. */
export const heavyTail: Check = (seen) => {
  const { task, targets, pool, metric } = seen;
  if (task !== 'regression' || !squaredMetrics.includes(metric) || pool.length < fewestRows) return [];
  return targets.flatMap((target) => tailOf(target, seen));
};

function tailOf({ name, values: all }: SeenTarget, { table, pool, metric, seed }: Seen): Warning[] {
  const rows = sampleOf(pool, mostRows, seed);
  const values = Float64Array.from(rows, (row) => all[row]!);
  const centre = mean(values);
  const squares = values.map((y) => (y - centre) * (y - centre));
  const worst = worstPlaces(squares, Math.ceil(rows.length / 100));
  const share = total(squares, worst) / squares.reduce((sum, each) => sum + each, 0);
  if (!(share >= leastShare)) return [];
  const positive = values.every((y) => y >= 0);
  return [
    {
      kind: 'heavy_tail',
      about: name,
      text: `1 % of the rows (${count(worst.length, 'row')}${ofSample(rows.length, pool.length)}, as far out as ${exactly(values[worst[0]!]!)}) make up ${percent(share)} of the squared distances from the mean: ${metric} is decided by a few rows`,
      flags: positive ? ['--metric mae', '--metric rmsle'] : ['--metric mae'],
      evidence: { share, rows: worst.length, farthest: values[worst[0]!]! },
      rows: worst.slice(0, 5).map((place) => rowNumber(table, rows[place]!)),
      trust: false,
    },
  ];
}

/** The places of the `most` largest, the largest first. */
function worstPlaces(squares: Float64Array, most: number): number[] {
  const limit = squares.slice().sort()[squares.length - most]!;
  const places: number[] = [];
  squares.forEach((square, place) => {
    if (square >= limit) places.push(place);
  });
  return places.sort((a, b) => squares[b]! - squares[a]!).slice(0, most);
}

const total = (squares: Float64Array, places: readonly number[]) =>
  places.reduce((sum, place) => sum + squares[place]!, 0);
