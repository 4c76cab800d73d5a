import { usageError } from '../error.js';
import { checkName, valueError } from './check-setting.js';
import type { Parameter, Setting, Space, Value } from './parameter.js';
import { contains } from './values.js';

export interface Assignment {
  readonly name: string;
  readonly value: Value;
}

export interface AssignmentOptions {
  /** Whether a numeric value may lie outside the values that are searched, as one given to `train` may; default false. */
  readonly beyond?: boolean;
}

/**
 * Reads "batch_size=256" or "loss=huber" against the space. Throws a SweetspotError of kind `usage` for another form, an unknown name or
 * a value that it cannot have.
 */
export function parseAssignment(
  space: Space,
  text: string,
  { beyond = false }: AssignmentOptions = {},
): Assignment {
  const sign = text.indexOf('=');
  if (sign < 1) throw usageError(`"${text}" sets nothing`, `Write name=value, as ${exampleOf(space)}.`);
  const name = text.slice(0, sign).trim();
  checkName(space, name);
  const parameter = space[name]!;
  const value = parseValue(parameter, text.slice(sign + 1).trim());
  if (!contains(parameter, value) && !(beyond && isPossible(parameter, value)))
    throw valueError(name, parameter, value);
  return { name, value };
}

/** Reads several assignments, in one text with spaces or commas between them or in several, into a setting; the last one of a name counts. */
export function parseAssignments(
  space: Space,
  texts: readonly string[],
  options?: AssignmentOptions,
): Setting {
  const parts = texts.flatMap((text) => text.trim().split(/[\s,]+(?=[^\s,=]+\s*=)/)).filter(Boolean);
  return Object.fromEntries(
    parts.map((part) => {
      const { name, value } = parseAssignment(space, part, options);
      return [name, value];
    }),
  );
}

function parseValue(parameter: Parameter, text: string): Value {
  if (parameter.kind === 'categorical')
    return parameter.choices.find((choice) => String(choice) === text) ?? text;
  return /^[-+]?(\d[\d_]*)?(\.\d+)?(e[-+]?\d+)?$/i.test(text) && text !== ''
    ? Number(text.replaceAll('_', ''))
    : text;
}

/** A value beyond the searched ones still has to make sense: a number, whole where those are, of the same sign. */
function isPossible(parameter: Parameter, value: Value): boolean {
  if (parameter.kind === 'categorical' || typeof value !== 'number' || !Number.isFinite(value)) return false;
  const searched = parameter.kind === 'ordinal' ? parameter.values : [parameter.low, parameter.high];
  if (parameter.kind !== 'float' && searched.every(Number.isInteger) && !Number.isInteger(value))
    return false;
  const least = Math.min(...searched);
  return least > 0 ? value > 0 : least === 0 ? value >= 0 : true;
}

function exampleOf(space: Space): string {
  const [name, parameter] = Object.entries(space)[0] ?? ['batch_size', undefined];
  if (parameter === undefined) return `${name}=256`;
  const value =
    parameter.kind === 'categorical'
      ? parameter.choices[0]
      : parameter.kind === 'ordinal'
        ? parameter.values.at(-1)
        : parameter.high;
  return `${name}=${String(value)}`;
}
