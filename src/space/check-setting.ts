import { type SweetspotError, usageError } from '../error.js';
import { suggestName } from '../spelling.js';
import { isActive } from './active.js';
import { brokenConstraint, namesIn } from './constraint.js';
import { formatConstraint, formatNumber, formatSetting, formatValue, formatValues } from './format.js';
import type { Constraint, Parameter, Setting, Space, Value } from './parameter.js';
import { contains, nearestValue } from './values.js';

export interface CheckOptions {
  /** Whether active hyperparameters may be missing; default false. */
  readonly partial?: boolean;
}

/**
 * Throws a SweetspotError of kind `usage` unless every name is in the space, every value is one that its hyperparameter can have, the
 * active hyperparameters all have one, and the inactive ones none, and no constraint is broken.
 */
export function checkSetting(space: Space, setting: Setting, { partial = false }: CheckOptions = {}): void {
  for (const [name, value] of Object.entries(setting)) {
    checkName(space, name);
    if (!contains(space[name]!, value)) throw valueError(name, space[name]!, value);
    if (!isActive(space, name, setting) && !(partial && parentIsMissing(space, name, setting)))
      throw inactiveError(space, name, setting);
  }
  const broken = brokenConstraint(space, setting);
  if (broken !== undefined) throw notAllowedError(broken, setting);
  if (partial) return;
  const missing = Object.keys(space).find((name) => isActive(space, name, setting) && !(name in setting));
  if (missing !== undefined)
    throw usageError(
      `${missing} has no value; it is needed${becauseOf(space[missing]!)}.`,
      `Give one: ${formatValues(space[missing]!)}.`,
    );
}

/** Throws when the space has no hyperparameter of this name, suggesting the nearest. */
export function checkName(space: Space, name: string): void {
  if (!Object.hasOwn(space, name))
    throw usageError(`there is no hyperparameter "${name}"`, suggestName(name, Object.keys(space)));
}

/** The error for a value that a hyperparameter cannot have: shows it, gives the rule, suggests the nearest. */
export function valueError(name: string, parameter: Parameter, value: Value): SweetspotError {
  const shown = typeof value === 'string' ? `"${value}"` : formatExactly(value);
  return usageError(`${name} is ${shown}, but it is ${rule(parameter)}`, suggestion(name, parameter, value));
}

const formatExactly = (value: number | boolean) =>
  typeof value === 'number' && !Number.isFinite(value) ? formatNumber(value) : String(value);

function rule(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'float':
      return `a number from ${formatNumber(parameter.low)} to ${formatNumber(parameter.high)}${inSteps(parameter.step)}`;
    case 'integer':
      return `a whole number from ${parameter.low} to ${parameter.high}${inSteps(parameter.step)}`;
    case 'ordinal':
      return `one of ${formatValues(parameter)}`;
    case 'categorical':
      return `one of ${formatValues(parameter)}`;
  }
}

const inSteps = (step: number | undefined) =>
  step === undefined ? '' : ` in steps of ${formatNumber(step)}`;

function suggestion(name: string, parameter: Parameter, value: Value): string {
  if (parameter.kind === 'categorical') return suggestName(String(value), parameter.choices.map(formatValue));
  if (typeof value !== 'number' || Number.isNaN(value))
    return `Write a number, as ${name}=${formatValue(nearestValue(parameter, middleOf(parameter)))}.`;
  return `The nearest is ${nearestValue(parameter, value)}.`;
}

const middleOf = (parameter: Exclude<Parameter, { kind: 'categorical' }>): number =>
  parameter.kind === 'ordinal'
    ? parameter.values[Math.floor(parameter.values.length / 2)]!
    : (parameter.low + parameter.high) / 2;

function inactiveError(space: Space, name: string, setting: Setting): SweetspotError {
  const { parameter, values } = space[name]!.when!;
  const wanted = values.map(formatValue).join(' or ');
  const has = setting[parameter] === undefined ? 'has no value' : `is ${formatValue(setting[parameter])}`;
  return usageError(
    `${name} exists only with ${parameter} = ${wanted}, but ${parameter} ${has}`,
    `Leave ${name} out, or set ${parameter}=${formatValue(values[0]!)}.`,
  );
}

function notAllowedError(constraint: Constraint, setting: Setting): SweetspotError {
  const concerned = namesIn(constraint).filter((name) => setting[name] !== undefined);
  return usageError(
    `${formatSetting(Object.fromEntries(concerned.map((name) => [name, setting[name]!])))} is not allowed: ${formatConstraint(constraint)}`,
    `Change ${concerned.join(' or ')}.`,
  );
}

function parentIsMissing(space: Space, name: string, setting: Setting): boolean {
  const parent = space[name]?.when?.parameter;
  if (parent === undefined) return false;
  return setting[parent] === undefined || parentIsMissing(space, parent, setting);
}

const becauseOf = ({ when }: Parameter) =>
  when ? ` because ${when.parameter} is ${when.values.map(formatValue).join(' or ')}` : '';
