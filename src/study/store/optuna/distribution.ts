import { storageError } from '../../../error.js';
import { float, integer } from '../../../space/define.js';
import type { Parameter, Value } from '../../../space/parameter.js';
import { roundStep } from '../../../space/steps.js';
import { parsePythonJson, stringifyForPython } from './python-json.js';

// Optuna's `distribution_json`: {"name": class, "attributes": {…}}. A value is stored as a double beside it: the number itself, or the
// index of a category's choice. Our ordinals are categories of numbers there; the space with conditions and priors is a fact of ours.

export type Distribution =
  | { readonly name: 'FloatDistribution'; readonly attributes: NumericAttributes }
  | { readonly name: 'IntDistribution'; readonly attributes: NumericAttributes & { readonly step: number } }
  | {
      readonly name: 'CategoricalDistribution';
      readonly attributes: { readonly choices: readonly (Value | null)[] };
    };

interface NumericAttributes {
  readonly step: number | null;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export function toDistribution(parameter: Parameter): Distribution {
  switch (parameter.kind) {
    case 'float': {
      const { low, high, log, step = null } = parameter;
      // Optuna has no steps on a log scale; there it sees the range alone.
      return { name: 'FloatDistribution', attributes: { step: log ? null : step, low, high, log } };
    }
    case 'integer': {
      const { low, high, log, step = 1 } = parameter;
      return { name: 'IntDistribution', attributes: { log, step: log ? 1 : step, low, high } };
    }
    case 'ordinal':
      return { name: 'CategoricalDistribution', attributes: { choices: parameter.values } };
    case 'categorical':
      return { name: 'CategoricalDistribution', attributes: { choices: parameter.choices } };
  }
}

export const writeDistribution = (parameter: Parameter): string =>
  stringifyForPython(toDistribution(parameter));

/** Reads a distribution, the classes of Optuna before 3.0 and the short form included. Throws when it is none of them. */
export function readDistribution(json: string): Distribution {
  const { name, type, attributes, ...short } = parsePythonJson(json) as Record<string, unknown>;
  const held = (attributes ?? short) as Record<string, never>;
  switch (name ?? type) {
    case 'FloatDistribution':
    case 'float':
      return floatOf({ ...held });
    case 'UniformDistribution':
      return floatOf({ ...held, log: false });
    case 'LogUniformDistribution':
      return floatOf({ ...held, log: true });
    case 'DiscreteUniformDistribution':
      return floatOf({ ...held, log: false, step: held.q });
    case 'IntDistribution':
    case 'int':
    case 'IntUniformDistribution':
      return integerOf({ ...held });
    case 'IntLogUniformDistribution':
      return integerOf({ ...held, log: true });
    case 'CategoricalDistribution':
    case 'categorical':
      return { name: 'CategoricalDistribution', attributes: { choices: held.choices ?? [] } };
    default:
      throw storageError(`a distribution of an unknown kind: ${json.slice(0, 200)}`);
  }
}

type Loose = { low?: number; high?: number; log?: boolean; step?: number | null };

const floatOf = ({ low = 0, high = 0, log = false, step = null }: Loose): Distribution => ({
  name: 'FloatDistribution',
  attributes: { step, low, high, log },
});

const integerOf = ({ low = 0, high = 0, log = false, step }: Loose): Distribution => ({
  name: 'IntDistribution',
  attributes: { log, step: step ?? 1, low, high },
});

/** The hyperparameter that a distribution describes. */
export function toParameter(distribution: Distribution): Parameter {
  if (distribution.name === 'CategoricalDistribution')
    return { kind: 'categorical', choices: distribution.attributes.choices.map(nameNull) };
  const { low, high, log, step } = distribution.attributes;
  const isFloat = distribution.name === 'FloatDistribution';
  const options = { log, ...(step && !log && step !== (isFloat ? null : 1) ? { step } : {}) };
  return isFloat ? float(low, high, options) : integer(low, high, options);
}

/** The double that Optuna stores for a value; undefined for a choice that the distribution does not have. */
export function toInternal(distribution: Distribution, value: Value): number | undefined {
  if (distribution.name !== 'CategoricalDistribution') return Number(value);
  const index = distribution.attributes.choices.map(nameNull).indexOf(value);
  return index < 0 ? undefined : index;
}

/** The value that a stored double stands for. */
export function fromInternal(distribution: Distribution, internal: number): Value {
  switch (distribution.name) {
    case 'CategoricalDistribution':
      return nameNull(distribution.attributes.choices[internal] ?? null);
    case 'IntDistribution':
      return Math.round(internal);
    case 'FloatDistribution':
      return distribution.attributes.step === null ? internal : roundStep(internal);
  }
}

/** Python's None may be a choice; we have no such value. */
const nameNull = (choice: Value | null): Value => (choice === null ? 'None' : choice);
