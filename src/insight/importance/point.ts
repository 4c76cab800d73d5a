import { fromUnit } from '../../space/encode.js';
import type { Setting, Value } from '../../space/parameter.js';
import { coordinate, type Domain, type DomainAxis } from './domain.js';

/** The coordinates of a point of the space on a domain's axes. */
export const coordinatesOf = (domain: Domain, point: ArrayLike<number>): Float64Array =>
  Float64Array.from(domain.axes, (axis, i) => coordinate(axis, point[domain.places[i]!]!));

/** Makes coordinates of what does not exist at a point NaN, where they lie. */
export function withoutInactive({ axes }: Domain, point: Float64Array): Float64Array {
  axes.forEach((_, axis) => {
    const { parent } = axes[axis]!;
    if (parent >= 0 && (Number.isNaN(point[parent]!) || !existsBy({ axes }, axis, point)))
      point[axis] = Number.NaN;
  });
  return point;
}

/** Whether an axis exists by its parent's place. */
export function existsBy({ axes }: Pick<Domain, 'axes'>, axis: number, point: Float64Array): boolean {
  const { parent } = axes[axis]!;
  if (parent < 0) return true;
  const { choices, pieces, children } = axes[parent]!;
  const unit = choices > 0 ? (point[parent]! + 0.5) / choices : point[parent]!;
  const piece = pieces.find(({ to }) => unit <= to) ?? pieces.at(-1)!;
  return piece.exists[children.indexOf(axis)]!;
}

/** The value at a coordinate of an axis. */
export const valueAt = ({ parameter, choices }: DomainAxis, place: number): Value =>
  fromUnit(parameter, choices > 0 ? (place + 0.5) / choices : place);

/** The setting at a point, without what is NaN. */
export const settingAt = ({ axes }: Domain, point: Float64Array): Setting =>
  Object.fromEntries(
    axes.flatMap((axis, i) => (Number.isNaN(point[i]!) ? [] : [[axis.name, valueAt(axis, point[i]!)]])),
  );
