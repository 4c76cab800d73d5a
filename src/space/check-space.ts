import { usageError } from '../error.js';
import { suggestName } from '../spelling.js';
import { checkConstraints } from './check-constraints.js';
import { formatValue } from './format.js';
import type { Parameter, Space } from './parameter.js';
import { countSteps, stepValue } from './steps.js';
import { contains, countValues } from './values.js';

/** Throws a SweetspotError that names the first hyperparameter whose definition breaks a rule, or the constraint that makes no sense. */
export function checkSpace(space: Space): void {
  const earlier: string[] = [];
  for (const [name, parameter] of Object.entries(space)) {
    const problem =
      problemOfName(name) ??
      problemOfRange(parameter) ??
      problemOfCondition(parameter, space, earlier) ??
      problemOfPrior(parameter) ??
      problemOfShift(parameter, space, earlier);
    if (problem) throw usageError(`hyperparameter "${name}": ${problem.rule}`, problem.next);
    earlier.push(name);
  }
  checkConstraints(space);
}

interface Problem {
  readonly rule: string;
  readonly next?: string;
}

function problemOfName(name: string): Problem | undefined {
  if (name === '' || /[=\s]/.test(name)) return { rule: 'a name may not be empty or hold spaces or "="' };
  if (name.length > 512) return { rule: `a name may have 512 characters, this one has ${name.length}` };
  return undefined;
}

function problemOfRange(parameter: Parameter): Problem | undefined {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return problemOfBounds(parameter);
    case 'ordinal':
      return problemOfOrder(parameter.values);
    case 'categorical':
      return problemOfChoices(parameter.choices);
  }
}

function problemOfBounds(parameter: Extract<Parameter, { low: number }>): Problem | undefined {
  const { kind, low, high, log } = parameter;
  const shown = `${low} to ${high}`;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { rule: `${shown} is not a range of numbers` };
  if (low > high)
    return { rule: `${shown} is empty`, next: `Give the smaller bound first: ${high}, ${low}.` };
  if (kind === 'integer' && !(Number.isInteger(low) && Number.isInteger(high)))
    return { rule: `${shown} has a bound that is not a whole number` };
  if (log && kind === 'float' && low <= 0)
    return { rule: `${shown} with log needs a lower bound above 0, not ${low}` };
  if (log && kind === 'integer' && low < 1)
    return { rule: `${shown} with log needs a lower bound of at least 1, not ${low}` };
  return problemOfStep(parameter);
}

/** Steps below this share of the greatest value could not be told apart, for values have twelve digits. */
const leastStep = 1e-10;

function problemOfStep({ kind, low, high, step }: Extract<Parameter, { low: number }>): Problem | undefined {
  if (step === undefined) return undefined;
  if (!(step > 0 && Number.isFinite(step))) return { rule: `a step is above 0, not ${step}` };
  if (kind === 'integer' && !Number.isInteger(step))
    return { rule: `the step of a whole number is whole, not ${step}` };
  if (step < leastStep * Math.max(Math.abs(low), Math.abs(high)))
    return { rule: `steps of ${step} are too small to be told apart between ${low} and ${high}` };
  const last = stepValue(low, step, countSteps(low, high, step));
  return last === high ? undefined : { rule: `steps of ${step} from ${low} end at ${last}, not ${high}` };
}

function problemOfOrder(values: readonly number[]): Problem | undefined {
  if (values.length === 0) return { rule: 'has no values' };
  if (!values.every(Number.isFinite))
    return { rule: `has a value that is not a number: ${values.join(', ')}` };
  const fall = values.findIndex((value, i) => i > 0 && value <= values[i - 1]!);
  return fall > 0
    ? { rule: `values must rise, but ${values[fall - 1]} is followed by ${values[fall]}` }
    : undefined;
}

function problemOfChoices(choices: readonly unknown[]): Problem | undefined {
  if (choices.length === 0) return { rule: 'has no choices' };
  const twice = choices.find((choice, i) => choices.indexOf(choice) !== i);
  return twice === undefined ? undefined : { rule: `has the choice ${String(twice)} twice` };
}

function problemOfCondition(
  { when }: Parameter,
  space: Space,
  earlier: readonly string[],
): Problem | undefined {
  if (when === undefined) return undefined;
  const parent = space[when.parameter];
  if (!parent)
    return {
      rule: `depends on "${when.parameter}", which is not in the space`,
      next: suggestName(when.parameter, earlier),
    };
  if (!earlier.includes(when.parameter))
    return { rule: `depends on "${when.parameter}", which must be defined before it` };
  if (when.values.length === 0) return { rule: `depends on "${when.parameter}" but lists no values of it` };
  const impossible = when.values.find((value) => !contains(parent, value));
  return impossible === undefined
    ? undefined
    : {
        rule: `depends on ${when.parameter} = ${formatValue(impossible)}, which ${when.parameter} can never be`,
      };
}

function problemOfPrior(parameter: Parameter): Problem | undefined {
  const { prior } = parameter;
  if (prior === undefined) return undefined;
  if (!(prior.confidence >= 0 && prior.confidence <= 1))
    return { rule: `the confidence of a prior is from 0 to 1, not ${prior.confidence}` };
  if (prior.weights) return problemOfWeights(parameter, prior.weights);
  return contains(parameter, prior.centre)
    ? undefined
    : { rule: `its prior is centred at ${formatValue(prior.centre)}, which it can never be` };
}

/** A table that is longer says nothing more, and slows every proposal. */
const mostWeights = 4096;

function problemOfWeights(parameter: Parameter, weights: readonly number[]): Problem | undefined {
  const bad = weights.find((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (bad !== undefined) return { rule: `a weight of its prior is ${bad}, and has to be a number from 0` };
  if (!weights.some((weight) => weight > 0)) return { rule: 'no weight of its prior is above 0' };
  if (weights.length > mostWeights)
    return { rule: `its prior has ${weights.length} weights, and ${mostWeights} are the most` };
  if (parameter.prior!.shift) return { rule: 'a prior with weights cannot shift' };
  const count = countValues(parameter);
  return parameter.kind === 'categorical' && count !== weights.length
    ? { rule: `its prior has ${weights.length} weights for ${count} choices` }
    : undefined;
}

function problemOfShift(parameter: Parameter, space: Space, earlier: readonly string[]): Problem | undefined {
  const shift = parameter.prior?.shift;
  if (shift === undefined) return undefined;
  if (parameter.kind !== 'float') return { rule: 'the prior of a float alone can shift' };
  const other = earlier.includes(shift.parameter) ? space[shift.parameter] : undefined;
  if (other === undefined)
    return {
      rule: `its prior shifts with "${shift.parameter}", which is not defined before it`,
      next: suggestName(shift.parameter, earlier),
    };
  const least = other.kind === 'ordinal' ? other.values[0]! : other.kind === 'categorical' ? 0 : other.low;
  return least > 0 && shift.from > 0
    ? undefined
    : { rule: `its prior shifts with "${shift.parameter}", which has to be a number above 0` };
}
