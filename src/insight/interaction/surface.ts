import { mean, quantile } from '../../math/statistics.js';
import { fromUnit, toUnit } from '../../space/encode.js';
import type { Parameter, Value } from '../../space/parameter.js';
import { countValues, valuesOf } from '../../space/values.js';
import type { Belief } from '../belief.js';
import { asValue } from '../evidence.js';
import { movedTo, standpoints } from './standpoints.js';

/** What is expected of a pair of hyperparameters over both ranges, all others being anywhere in the space where both exist. */
export interface Surface {
  readonly x: string;
  readonly y: string;
  readonly xs: readonly Value[];
  readonly ys: readonly Value[];
  /** The score that is expected, by x and then by y, in the study's own units. */
  readonly scores: readonly (readonly number[])[];
  /** The chance that training blows up, likewise. */
  readonly blowUps: readonly (readonly number[])[];
  /** By x, which of the ys is expected to be best. */
  readonly best: readonly number[];
}

/** Cells along a range. */
const most = 8;
const standing = 6;
const drawn = 60;

/** The surface of a pair, its medians over draws averaged over where the others stand; undefined where the belief is silent or the pair exists too seldom. */
export function surfaceOf(belief: Belief, x: string, y: string): Surface | undefined {
  if (belief.silence !== undefined) return undefined;
  const { space, direction } = belief.evidence;
  const names = Object.keys(space);
  const stands = standpoints(belief, [x, y], standing).filter(
    (point) => !Number.isNaN(point[names.indexOf(x)]!) && !Number.isNaN(point[names.indexOf(y)]!),
  );
  if (stands.length < standing / 2) return undefined;
  const [us, vs] = [placesOf(space[x]!), placesOf(space[y]!)];
  const columns = us.map((u) => {
    const points = vs.flatMap((v) => stands.map((point) => movedTo(space, point, { [x]: u, [y]: v })));
    const draws = belief.draws(points, drawn, `surface of ${x} and ${y}`);
    const chances = belief.chanceOfDivergence(points);
    const over = (of: (point: number) => number) =>
      vs.map((_, j) => mean(stands.map((_, s) => of(j * stands.length + s))));
    return {
      costs: over((point) =>
        quantile(
          draws.map((costs) => costs[point]!),
          0.5,
        ),
      ),
      blowUps: over((point) => chances[point]!),
    };
  });
  return {
    x,
    y,
    xs: us.map((u) => fromUnit(space[x]!, u)),
    ys: vs.map((v) => fromUnit(space[y]!, v)),
    scores: columns.map(({ costs }) => costs.map((cost) => asValue(cost, direction))),
    blowUps: columns.map(({ blowUps }) => blowUps),
    best: columns.map(({ costs }) => costs.indexOf(Math.min(...costs))),
  };
}

/** Its values where they are few, else places an even step apart. */
function placesOf(parameter: Parameter): number[] {
  if (countValues(parameter) <= most) return valuesOf(parameter).map((value) => toUnit(parameter, value));
  return Array.from({ length: most }, (_, i) => (i + 0.5) / most);
}
