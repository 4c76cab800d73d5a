import { usageError } from '../error.js';
import { pow } from '../math/elementary.js';
import { isActive, onlyActive } from '../space/active.js';
import { parseAssignment } from '../space/assignment.js';
import { checkName } from '../space/check-setting.js';
import { formatValue } from '../space/format.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import { nearestValue } from '../space/values.js';

export interface Question {
  /** `batch_size=256` */
  readonly change: string;
  /** Names, or `name=value` for an exact value. */
  readonly raise: readonly string[];
  readonly lower: readonly string[];
}

export interface Step {
  /** All that differs from the base: `batch_size 64 → 256, learning_rate 0.01 → 0.02`. */
  readonly change: string;
  readonly setting: Setting;
}

/** The settings to compare with `base`: X alone, then X and Y, then X, Y and Z, each step keeping the ones before it. */
export function whatIfSteps(space: Space, base: Setting, question: Question): Step[] {
  const steps: Step[] = [];
  let current = base;
  const take = (name: string, value: Value) => {
    const filled = { ...fill(space, name, current), [name]: value };
    refuseInactive(space, name, filled, value);
    const next = onlyActive(space, filled);
    if (current[name] === value) {
      throw usageError(
        `${name} is already ${formatValue(value)} in the best setting, so there is nothing to compare`,
        `choose another value: sweetspot what-if STUDY "${name}=..."`,
      );
    }
    const change = `${name} ${shown(current[name])} → ${formatValue(value)}`;
    steps.push({ change: [steps.at(-1)?.change, change].filter(Boolean).join(', '), setting: next });
    current = next;
  };

  const first = parseAssignment(space, question.change);
  take(first.name, first.value);
  const batchRatio = ratio(base.batch_size, current.batch_size);
  for (const [texts, up] of [
    [question.raise, true],
    [question.lower, false],
  ] as const) {
    for (const text of texts) {
      const { name, value } = moved(space, current, text, up, batchRatio);
      take(name, value);
    }
  }
  return steps;
}

/** A change to what the setting does not have would change nothing. */
function refuseInactive(space: Space, name: string, setting: Setting, value?: Value) {
  const { when } = space[name]!;
  if (when === undefined || isActive(space, name, setting)) return;
  const { parameter, values } = when;
  refuseInactive(space, parameter, setting);
  const change = value === undefined ? name : `${name}=${formatValue(value)}`;
  throw usageError(
    `${name} exists only with ${parameter} = ${values.map(formatValue).join(' or ')}, but ${parameter} is ${shown(setting[parameter])}`,
    `Change ${parameter} first: sweetspot what-if STUDY "${parameter}=${formatValue(values[0]!)}" --raise ${change}`,
  );
}

/** A hyperparameter that the change brings to life (as `huber_delta` with `loss=huber`) begins at its prior's centre. */
function fill(space: Space, changed: string, setting: Setting): Setting {
  const missing = Object.entries(space)
    .filter(([name, parameter]) => name !== changed && !(name in setting) && parameter.prior)
    .map(([name, parameter]) => [name, parameter.prior!.centre]);
  return { ...Object.fromEntries(missing), ...setting };
}

function moved(space: Space, setting: Setting, text: string, up: boolean, batchRatio: number) {
  if (text.includes('=')) return parseAssignment(space, text);
  checkName(space, text);
  refuseInactive(space, text, setting);
  const parameter = space[text]!;
  const value = setting[text];
  if (parameter.kind === 'categorical' || typeof value !== 'number') {
    throw usageError(
      `${text} is ${shown(value)}, which cannot be ${up ? 'raised' : 'lowered'}`,
      `name the value: --${up ? 'raise' : 'lower'} "${text}=..."`,
    );
  }
  const next = nearestValue(parameter, target(parameter, text, value, up, batchRatio));
  if (next === value || next > value !== up) {
    throw usageError(
      `${text} is ${formatValue(value)}, the ${up ? 'highest' : 'lowest'} value of its range`,
      `name another hyperparameter`,
    );
  }
  return { name: text, value: next };
}

/**
 * How far "raise" and "lower" go: on a log scale a factor of two, and the learning rate by the square root of the batch's factor when
 * that is more (Malladi et al. 2022, Adam); on an ordinal one place; on a linear scale one, or a fifth of the range.
 */
function target(
  parameter: Exclude<Parameter, { kind: 'categorical' }>,
  name: string,
  value: number,
  up: boolean,
  batchRatio: number,
): number {
  if (parameter.kind === 'ordinal') {
    const place = parameter.values.indexOf(value) + (up ? 1 : -1);
    return parameter.values[Math.min(Math.max(place, 0), parameter.values.length - 1)]!;
  }
  if (parameter.log) {
    const coupled = name === 'learning_rate' ? pow(Math.max(batchRatio, 1 / batchRatio), 0.5) : 1;
    const factor = Math.max(2, coupled);
    return up ? value * factor : value / factor;
  }
  const step = parameter.kind === 'integer' ? 1 : (parameter.high - parameter.low) / 5;
  return up ? value + step : value - step;
}

const ratio = (before: Value | undefined, after: Value | undefined) =>
  typeof before === 'number' && typeof after === 'number' && before > 0 ? after / before : 1;

const shown = (value: Value | undefined) => (value === undefined ? 'absent' : formatValue(value));
