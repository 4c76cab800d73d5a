import type { Stream } from '../../math/random.js';
import { fromUnit, toUnit } from '../../space/encode.js';
import type { Parameter, Setting } from '../../space/parameter.js';
import { isContinuous } from '../../space/steps.js';
import { contains } from '../../space/values.js';
import { type State, whitenedLength } from './state.js';

/** A hyperparameter that is a coordinate of the distribution. */
export interface Coordinate {
  readonly name: string;
  readonly parameter: Parameter;
  /** Its place in the space. */
  readonly place: number;
}

const mostDraws = 100;

/** x of N(m, σ² C), drawn until its continuous coordinates lie in [0, 1]; the 101st is cut off there. */
export function drawPoint(state: State, coordinates: readonly Coordinate[], stream: Stream): Float64Array {
  for (let draws = 0; draws < mostDraws; draws++) {
    const point = drawNormal(state, stream);
    const isInside = (x: number, j: number) => !isContinuous(coordinates[j]!.parameter) || (x >= 0 && x <= 1);
    if (point.every(isInside)) return point;
  }
  return drawNormal(state, stream).map((x, j) =>
    isContinuous(coordinates[j]!.parameter) ? Math.min(1, Math.max(0, x)) : x,
  );
}

function drawNormal({ mean, step, basis, roots }: State, stream: Stream): Float64Array {
  const d = mean.length;
  const point = mean.slice();
  for (let i = 0; i < d; i++) {
    const along = step * roots[i]! * stream.normal();
    for (let j = 0; j < d; j++) point[j]! += basis[j * d + i]! * along;
  }
  return point;
}

/** Where a point's coordinates lie in the unit cube, discrete ones scaled by the margin. */
export const unitsOf = ({ mean, scale }: State, point: Float64Array): Float64Array =>
  point.map((x, j) => mean[j]! + scale[j]! * (x - mean[j]!));

/** How many draws of a trial are looked through for the one that its setting came from. */
const mostRedrawn = 8;

/**
 * The point that a trial's setting came from: it is drawn once more, from the state and the trial's own stream, for a setting does not tell where in its
 * cell a discrete coordinate lay. A setting from elsewhere is brought near: no point may be further out than is usual (Hansen 2011, arXiv 1110.4181).
 */
export function pointOf(
  state: State,
  coordinates: readonly Coordinate[],
  setting: Setting,
  stream: Stream,
): Float64Array {
  const first = drawPoint(state, coordinates, stream);
  for (let draws = 1, point = first; draws <= mostRedrawn; draws++) {
    if (isOf(setting, coordinates, unitsOf(state, point))) return point;
    if (draws < mostRedrawn) point = drawPoint(state, coordinates, stream);
  }
  return near(state, placed(state, coordinates, setting, first));
}

const isOf = (setting: Setting, coordinates: readonly Coordinate[], units: Float64Array): boolean =>
  coordinates.every(({ name, parameter }, j) => {
    const value = setting[name];
    return value === undefined || value === fromUnit(parameter, units[j]!);
  });

/** The setting's places; the drawn ones of hyperparameters that do not exist in it. */
function placed(
  { mean, scale }: State,
  coordinates: readonly Coordinate[],
  setting: Setting,
  drawn: Float64Array,
): Float64Array {
  return drawn.map((x, j) => {
    const { name, parameter } = coordinates[j]!;
    const value = setting[name];
    if (!contains(parameter, value)) return x;
    return mean[j]! + (toUnit(parameter, value) - mean[j]!) / scale[j]!;
  });
}

function near(state: State, point: Float64Array): Float64Array {
  const { mean } = state;
  const d = mean.length;
  const length = whitenedLength(state, point);
  const most = Math.sqrt(d) + (2 * d) / (d + 2);
  return length <= most ? point : mean.map((m, j) => m + ((point[j]! - m) * most) / length);
}
