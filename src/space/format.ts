import type {
  Constraint,
  FloatParameter,
  Forbidden,
  IntegerParameter,
  Limit,
  Parameter,
  Setting,
  Space,
  Value,
} from './parameter.js';

/**
 * A number for people: `digits` significant digits (default 3), whole numbers below a million in full, very small and very large ones
 * as 1e-5 or 2.5e7. It can be typed back.
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string];
  const power = Number(exponent);
  if (power < -3 || power >= 6) return `${trimZeros(mantissa)}e${power}`;
  return trimZeros(Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - power)));
}

const trimZeros = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A value for people. */
export const formatValue = (value: Value): string =>
  typeof value === 'number' ? formatNumber(value) : String(value);

/** A setting for people: `batch_size=256 loss=huber`. */
export const formatSetting = (setting: Setting): string =>
  Object.entries(setting)
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join(' ');

/** The values that a hyperparameter can have, for people: `1e-5 to 1, log`, `8, 16, 32 … 4096`, `squared, absolute, huber`. */
export function formatValues(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return formatRange(parameter);
    case 'ordinal':
      return abridged(parameter.values.map(formatValue));
    case 'categorical':
      return parameter.choices.map(formatValue).join(', ');
  }
}

const formatRange = ({ low, high, log, step }: FloatParameter | IntegerParameter) =>
  `${formatNumber(low)} to ${formatNumber(high)}${step === undefined ? '' : ` by ${formatNumber(step)}`}${log ? ', log' : ''}`;

const abridged = (values: readonly string[]) =>
  values.length <= 5 ? values.join(', ') : `${values.slice(0, 3).join(', ')} … ${values.at(-1)}`;

/** One line for each hyperparameter, with its condition when it has one. */
export function formatSpace(space: Space): { name: string; values: string }[] {
  return Object.entries(space).map(([name, parameter]) => {
    const only = parameter.when
      ? `; only with ${parameter.when.parameter} = ${parameter.when.values.map(formatValue).join(' or ')}`
      : '';
    return { name, values: formatValues(parameter) + only };
  });
}

/** A constraint for people: `not optimiser = sgd with momentum = 0`, `layers + 2 × blocks at most 8`. */
export const formatConstraint = (constraint: Constraint): string =>
  'forbid' in constraint ? formatForbidden(constraint) : formatLimit(constraint);

const formatForbidden = ({ forbid }: Forbidden) =>
  `not ${Object.entries(forbid)
    .map(([name, wanted]) => `${name} ${formatWanted(wanted)}`)
    .join(' with ')}`;

function formatWanted(wanted: Forbidden['forbid'][string]): string {
  if (Array.isArray(wanted)) return `= ${wanted.map(formatValue).join(' or ')}`;
  if (typeof wanted !== 'object') return `= ${formatValue(wanted)}`;
  const { from, to } = wanted as { from?: number; to?: number };
  if (from === undefined) return `up to ${formatNumber(to ?? Number.POSITIVE_INFINITY)}`;
  return to === undefined
    ? `from ${formatNumber(from)}`
    : `from ${formatNumber(from)} to ${formatNumber(to)}`;
}

function formatLimit({ sum, least, most }: Limit): string {
  const terms = Object.entries(sum).map(([name, weight]) =>
    weight === 1 ? name : `${formatNumber(weight)} × ${name}`,
  );
  const bounds = [
    ...(least === undefined ? [] : [`at least ${formatNumber(least)}`]),
    ...(most === undefined ? [] : [`at most ${formatNumber(most)}`]),
  ];
  return `${terms.join(' + ')} ${bounds.join(' and ')}`;
}
