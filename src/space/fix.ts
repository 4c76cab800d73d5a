import { checkName, valueError } from './check-setting.js';
import { checkSpace } from './check-space.js';
import { namesIn } from './constraint.js';
import type { Constraint, Parameter, Setting, Space, Value } from './parameter.js';
import { contains } from './values.js';

/**
 * The space with some hyperparameters fixed, as `fix(space, { lr: 0.1 })`: each has one value, what depends on others of their values is gone, and
 * so are constraints that can no longer be broken. Throws a SweetspotError of kind `usage` for a name or value that the space has not.
 */
export function fix(space: Space, values: Setting): Space {
  for (const [name, value] of Object.entries(values)) {
    checkName(space, name);
    if (!contains(space[name]!, value)) throw valueError(name, space[name]!, value);
  }
  const fixed: Record<string, Parameter> = {};
  for (const [name, parameter] of Object.entries(space)) {
    const condition = conditionIn(parameter, fixed);
    if (condition === 'never') continue;
    const { when: _, constraints: __, ...rest } = parameter;
    const bare = values[name] === undefined ? rest : single(rest, values[name]);
    fixed[name] = { ...bare, ...condition } as Parameter;
  }
  const joined = keepConstraints(space, fixed);
  checkSpace(joined);
  return Object.freeze(joined);
}

/** What is left of a condition beside the hyperparameters before it. */
function conditionIn({ when }: Parameter, earlier: Space): Pick<Parameter, 'when'> | 'never' {
  if (when === undefined) return {};
  const parent = earlier[when.parameter];
  const values = parent === undefined ? [] : when.values.filter((value) => contains(parent, value));
  return values.length === 0 ? 'never' : { when: { ...when, values } };
}

/** The hyperparameter with this value alone, and without a prior. */
function single({ prior: _, ...parameter }: Parameter, value: Value): Parameter {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return { ...parameter, low: value as number, high: value as number };
    case 'ordinal':
      return { ...parameter, values: [value as number] };
    case 'categorical':
      return { ...parameter, choices: [value] };
  }
}

function keepConstraints(space: Space, fixed: Record<string, Parameter>): Record<string, Parameter> {
  const joined = { ...fixed };
  for (const [name, { constraints = [] }] of Object.entries(space)) {
    const kept = constraints
      .map((constraint) => within(constraint, fixed))
      .filter((each) => each !== undefined);
    const last = kept.length > 0 ? lastOf(kept, name, fixed) : undefined;
    if (last !== undefined)
      joined[last] = { ...joined[last]!, constraints: [...(joined[last]!.constraints ?? []), ...kept] };
  }
  return joined;
}

/** A constraint's hyperparameter may be gone; then it stands with the last one left. */
const lastOf = (constraints: readonly Constraint[], name: string, fixed: Space): string | undefined =>
  name in fixed
    ? name
    : Object.keys(fixed).findLast((other) => constraints.some((each) => namesIn(each).includes(other)));

/** What is left of a constraint when some hyperparameters are gone; undefined when it cannot be broken any more. */
function within(constraint: Constraint, fixed: Space): Constraint | undefined {
  const there = namesIn(constraint).filter((name) => name in fixed);
  if (!('forbid' in constraint)) {
    const sum = Object.fromEntries(there.map((name) => [name, constraint.sum[name]!]));
    return there.length === 0 ? undefined : { ...constraint, sum };
  }
  if (there.length < namesIn(constraint).length) return undefined;
  const clause: Record<string, (typeof constraint.forbid)[string]> = {};
  for (const [name, wanted] of Object.entries(constraint.forbid)) {
    const still = stillPossible(wanted, fixed[name]!);
    if (still === undefined) return undefined;
    clause[name] = still;
  }
  return { forbid: clause };
}

/** The forbidden values that the hyperparameter can still have. */
function stillPossible<W extends Value | readonly Value[] | object>(
  wanted: W,
  parameter: Parameter,
): W | Value[] | undefined {
  if (Array.isArray(wanted)) {
    const values = wanted.filter((value) => contains(parameter, value));
    return values.length === 0 ? undefined : values;
  }
  return typeof wanted === 'object' || contains(parameter, wanted) ? wanted : undefined;
}
