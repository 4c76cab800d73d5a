import { usageError } from '../error.js';
import { suggestName } from '../spelling.js';
import { isActive } from './active.js';
import { constraintsOf, isAllowed, matches, namesIn } from './constraint.js';
import { formatConstraint } from './format.js';
import type { Constraint, Forbidden, Limit, Parameter, Setting, Space, Value } from './parameter.js';
import { contains, countValues, valuesOf } from './values.js';

/** Combinations of the hyperparameters concerned that are looked through for an allowed one; of more it is taken for granted. */
const mostCombinations = 100_000;

/** Throws a SweetspotError of kind `usage` when a constraint makes no sense, or when together they are seen to leave no setting. */
export function checkConstraints(space: Space): void {
  const constraints = constraintsOf(space);
  for (const constraint of constraints) {
    const problem =
      'forbid' in constraint ? problemOfForbidden(constraint, space) : problemOfLimit(constraint, space);
    if (problem) throw usageError(`the constraint "${formatConstraint(constraint)}" ${problem}`);
  }
  if (constraints.length > 0 && leaveNothing(space, constraints))
    throw usageError(
      `the constraints leave no setting of the space: ${constraints.map(formatConstraint).join('; ')}`,
      'Take one of them back, or widen a hyperparameter.',
    );
}

function problemOfNames(constraint: Constraint, space: Space): string | undefined {
  const names = namesIn(constraint);
  if (names.length === 0) return 'names no hyperparameter';
  const unknown = names.find((name) => !Object.hasOwn(space, name));
  return unknown === undefined
    ? undefined
    : `names "${unknown}", which is not in the space. ${suggestName(unknown, Object.keys(space))}`;
}

function problemOfForbidden(constraint: Forbidden, space: Space): string | undefined {
  const problem = problemOfNames(constraint, space);
  if (problem) return problem;
  for (const [name, wanted] of Object.entries(constraint.forbid)) {
    const parameter = space[name]!;
    if (typeof wanted === 'object' && !Array.isArray(wanted)) {
      if (!isNumeric(parameter)) return `gives ${name} a range, but ${name} is not a number`;
      continue;
    }
    const values: readonly Value[] = Array.isArray(wanted) ? wanted : [wanted as Value];
    const never = values.find((value) => !contains(parameter, value));
    if (never !== undefined) return `forbids ${name} = ${String(never)}, which ${name} can never be`;
  }
  return undefined;
}

function problemOfLimit(constraint: Limit, space: Space): string | undefined {
  const problem = problemOfNames(constraint, space);
  if (problem) return problem;
  const { sum, least, most } = constraint;
  if (least === undefined && most === undefined) return 'needs a `least` or a `most`';
  for (const [name, weight] of Object.entries(sum)) {
    if (!Number.isFinite(weight)) return `has the weight ${weight} for ${name}`;
    if (!isNumeric(space[name]!)) return `adds ${name}, which is not a number`;
  }
  if (!Number.isFinite(least ?? 0) || !Number.isFinite(most ?? 0)) return 'has a bound that is not a number';
  if (least !== undefined && most !== undefined && least > most)
    return `wants at least ${least} and at most ${most}`;
  if (
    least === most &&
    Object.keys(sum).some((name) => countValues(space[name]!) === Number.POSITIVE_INFINITY)
  )
    return `wants exactly ${least} of numbers that vary continuously. Leave one of them out of the space and work it out from the others, or give them a step`;
  return problemOfReach(constraint, space);
}

/** What the sum can be at least and at most, by the bounds of its hyperparameters. */
function problemOfReach({ sum, least, most }: Limit, space: Space): string | undefined {
  let [low, high] = [0, 0];
  for (const [name, weight] of Object.entries(sum)) {
    const parameter = space[name]!;
    const ends = boundsOf(parameter).map((bound) => bound * weight);
    if (parameter.when) ends.push(0);
    low += Math.min(...ends);
    high += Math.max(...ends);
  }
  if (most !== undefined && low > most) return `can never hold: the sum is at least ${low}`;
  if (least !== undefined && high < least) return `can never hold: the sum is at most ${high}`;
  return undefined;
}

const isNumeric = (parameter: Parameter): boolean =>
  parameter.kind !== 'categorical' || parameter.choices.every((choice) => typeof choice === 'number');

const boundsOf = (parameter: Parameter): number[] =>
  parameter.kind === 'float' || parameter.kind === 'integer'
    ? [parameter.low, parameter.high]
    : ((parameter.kind === 'ordinal' ? parameter.values : parameter.choices) as readonly number[]).map(
        Number,
      );

/** Whether no combination of the hyperparameters concerned is allowed, where there are few enough to look at them all. */
function leaveNothing(space: Space, constraints: readonly Constraint[]): boolean {
  const named = new Set(constraints.flatMap(namesIn));
  for (const name of Object.keys(space).reverse())
    if (named.has(name) && space[name]!.when) named.add(space[name]!.when.parameter);
  const concerned = Object.entries(space).filter(([name]) => named.has(name));
  const count = concerned.reduce((product, [, parameter]) => product * countValues(parameter), 1);
  if (count > mostCombinations) return constraints.some((constraint) => forbidsAll(constraint, space));
  return !hasAllowed(Object.fromEntries(concerned), {});
}

/** Tries the values of the first hyperparameter that has none yet, then of those after it. */
function hasAllowed(space: Space, setting: Setting): boolean {
  const next = Object.keys(space).find((name) => !(name in setting) && isActive(space, name, setting));
  if (next === undefined) return isAllowed(space, setting);
  if (!isAllowed(space, setting)) return false;
  return valuesOf(space[next]!).some((value) => hasAllowed(space, { ...setting, [next]: value }));
}

const forbidsAll = (constraint: Constraint, space: Space): boolean =>
  'forbid' in constraint &&
  Object.entries(constraint.forbid).every(([name, wanted]) => {
    const parameter = space[name]!;
    if (parameter.when) return false;
    if (typeof wanted === 'object' && isNumeric(parameter) && !Array.isArray(wanted))
      return boundsOf(parameter).every((bound) => matches(wanted, bound));
    return (
      countValues(parameter) < mostCombinations &&
      valuesOf(parameter).every((value) => matches(wanted, value))
    );
  });
