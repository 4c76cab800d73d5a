import { isActive } from './active.js';
import type { Constraint, Forbidden, Limit, Parameter, Range, Setting, Space, Value } from './parameter.js';

/** Whether a setting keeps all constraints of its space; whether its values are possible is not asked. */
export const isAllowed = (space: Space, setting: Setting): boolean =>
  brokenConstraint(space, setting) === undefined;

/** The first constraint that a setting breaks. */
export function brokenConstraint(space: Space, setting: Setting): Constraint | undefined {
  for (const name in space) {
    const broken = space[name]!.constraints?.find((constraint) => isBroken(constraint, space, setting));
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** All constraints of a space. */
export const constraintsOf = (space: Space): Constraint[] =>
  Object.values(space).flatMap(({ constraints }) => constraints ?? []);

/** The hyperparameters that a constraint joins. */
export const namesIn = (constraint: Constraint): string[] =>
  Object.keys('forbid' in constraint ? constraint.forbid : constraint.sum);

/** The parameters, each constraint standing with the last one that it names; a name that there is none of makes it stand with the last of all. */
export function withConstraints<S extends Readonly<Record<string, Parameter>>>(
  parameters: S,
  constraints: readonly Constraint[],
): S {
  const order = Object.keys(parameters);
  const joined: Record<string, Parameter> = { ...parameters };
  for (const constraint of constraints) {
    const places = namesIn(constraint).map((name) => order.indexOf(name));
    const last = order[places.includes(-1) ? order.length - 1 : Math.max(0, ...places)];
    if (last === undefined) continue;
    joined[last] = { ...joined[last]!, constraints: [...(joined[last]!.constraints ?? []), constraint] };
  }
  return joined as S;
}

const isBroken = (constraint: Constraint, space: Space, setting: Setting): boolean =>
  'forbid' in constraint ? isForbidden(constraint, space, setting) : isBeyond(constraint, space, setting);

const isForbidden = ({ forbid }: Forbidden, space: Space, setting: Setting): boolean =>
  Object.entries(forbid).every(
    ([name, wanted]) => isActive(space, name, setting) && matches(wanted, setting[name]),
  );

/** Whether a value is the one meant, one of them, or in the range. */
export function matches(wanted: Value | readonly Value[] | Range, value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (typeof wanted !== 'object') return wanted === value;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = wanted as Range;
  return typeof value === 'number' && value >= from && value <= to;
}

/** Room for the rounding of a sum such as 0.1 + 0.2. */
const rounding = 1e-12;

function isBeyond({ sum, least, most }: Limit, space: Space, setting: Setting): boolean {
  let total = 0;
  let size = 0;
  for (const [name, weight] of Object.entries(sum)) {
    if (!isActive(space, name, setting)) continue;
    // A setting that is not whole yet breaks no limit.
    if (setting[name] === undefined) return false;
    const part = weight * (setting[name] as number);
    total += part;
    size += Math.abs(part);
  }
  const room = rounding * size;
  return (least !== undefined && total < least - room) || (most !== undefined && total > most + room);
}
