import { exp, log, pow } from '../math/elementary.js';
import { normalCdf, normalLogDensity, normalMass, normalQuantile } from '../math/normal.js';
import type { Stream } from '../math/random.js';
import { cellAround, cellIndex, decode, fromUnit, toUnit } from './encode.js';
import type { CategoricalParameter, Parameter, Setting, Space, Value } from './parameter.js';
import { nearestValue } from './values.js';

// A prior is a density over a hyperparameter's unit interval (NePS, `sampling/priors.py`, and PriorBand, arXiv 2306.12370):
//   numbers     normal at the centre, sd = 1 − confidence, truncated to [0, 1]
//   categories  1/n + confidence · (1 − 1/n) for the centre, the others share the rest
// mixed with a tenth of the uniform density, so that no belief forbids anything. Without a prior, or with confidence 0, it is uniform.

/** The share of the uniform density in every prior. */
const doubt = 0.1;
/** A certain belief still has this width. */
const leastDeviation = 0.01;

/** The log of the prior: the density at `unit` for a float, the mass of the cell around it for a discrete hyperparameter. */
export function priorLogDensity(parameter: Parameter, unit: number): number {
  if (parameter.kind === 'categorical')
    return log(choiceMass(parameter, cellIndex(unit, parameter.choices.length)));
  if (parameter.kind === 'float') return log(density(parameter, unit));
  const [low, high] = cellAround(parameter, unit);
  return log(mass(parameter, low, high));
}

/** A place in [0, 1] drawn from the prior. */
export function samplePriorUnit(parameter: Parameter, stream: Stream): number {
  const trusting = stream.uniform() >= doubt;
  const place = stream.uniform();
  const belief = bellOf(parameter);
  if (!trusting || belief === undefined) return place;
  if (parameter.kind === 'categorical') return sampleChoice(parameter, place);
  const { centre, deviation } = belief;
  const below = normalCdf(-centre / deviation);
  const inside = normalMass(-centre / deviation, (1 - centre) / deviation);
  return Math.min(1, Math.max(0, centre + deviation * normalQuantile(below + place * inside)));
}

/** A setting drawn from the priors of the active hyperparameters. */
export function samplePrior(space: Space, stream: Stream): Setting {
  const values = new Map<string, Value>();
  const units = Object.entries(space).map(([name, parameter]) => {
    const unit = samplePriorUnit(followed(parameter, values), stream);
    values.set(name, fromUnit(parameter, unit));
    return unit;
  });
  return decode(space, units);
}

/** The parameter with its prior's centre moved to where it belongs beside the values drawn before it. */
function followed(parameter: Parameter, values: ReadonlyMap<string, Value>): Parameter {
  const { prior } = parameter;
  if (prior?.follows === undefined || parameter.kind === 'categorical') return parameter;
  const { from, power } = prior.follows;
  const beside = Number(values.get(prior.follows.parameter) ?? from);
  const centre = nearestValue(parameter, Number(prior.centre) * pow(beside / from, power));
  return { ...parameter, prior: { centre, confidence: prior.confidence } };
}

/** A setting drawn uniformly from the unit cube, whatever the priors say. */
export function sampleUniform(space: Space, stream: Stream): Setting {
  return decode(
    space,
    Object.values(space).map(() => stream.uniform()),
  );
}

interface Bell {
  readonly centre: number;
  readonly deviation: number;
}

function bellOf(parameter: Parameter): Bell | undefined {
  const { prior } = parameter;
  if (prior === undefined || prior.confidence === 0) return undefined;
  return {
    centre: toUnit(parameter, prior.centre),
    deviation: Math.max(leastDeviation, 1 - prior.confidence),
  };
}

function density(parameter: Parameter, unit: number): number {
  const bell = bellOf(parameter);
  if (bell === undefined) return 1;
  const z = (unit - bell.centre) / bell.deviation;
  const inside = normalMass(-bell.centre / bell.deviation, (1 - bell.centre) / bell.deviation);
  return doubt + ((1 - doubt) * exp(normalLogDensity(z))) / (bell.deviation * inside);
}

function mass(parameter: Parameter, low: number, high: number): number {
  const bell = bellOf(parameter);
  if (bell === undefined) return high - low;
  const z = (unit: number) => (unit - bell.centre) / bell.deviation;
  return doubt * (high - low) + ((1 - doubt) * normalMass(z(low), z(high))) / normalMass(z(0), z(1));
}

function choiceMass({ choices, prior }: CategoricalParameter, index: number): number {
  const even = 1 / choices.length;
  if (prior === undefined || choices.length === 1) return even;
  const favoured = even + prior.confidence * (1 - even);
  const believed = choices[index] === prior.centre ? favoured : (1 - favoured) / (choices.length - 1);
  return doubt * even + (1 - doubt) * believed;
}

/** `place` is uniform in [0, 1); the favoured choice comes first, then the others in order. */
function sampleChoice(parameter: CategoricalParameter, place: number): number {
  const { choices, prior } = parameter;
  const count = choices.length;
  const favoured = 1 / count + prior!.confidence * (1 - 1 / count);
  if (place < favoured || count === 1) return toUnit(parameter, prior!.centre);
  const others = choices.filter((choice) => choice !== prior!.centre);
  const index = Math.min(
    others.length - 1,
    Math.floor(((place - favoured) / (1 - favoured)) * others.length),
  );
  return toUnit(parameter, others[index]!);
}
