import { exp, log, pow } from '../math/elementary.js';
import { normalCdf, normalLogDensity, normalMass, normalQuantile } from '../math/normal.js';
import type { Stream } from '../math/random.js';
import { cellAround, cellIndex, decode, fromUnit, toUnit } from './encode.js';
import type { CategoricalParameter, Parameter, Setting, Space } from './parameter.js';
import { isContinuous } from './steps.js';
import { sampleTable, tableDensity, tableMass } from './table.js';

// A prior is a density over a hyperparameter's unit interval (NePS, `sampling/priors.py`, and PriorBand, arXiv 2306.12370):
//   numbers     normal at the centre, sd = 1 − confidence, truncated to [0, 1]
//   a table     its weights, of the values or of equal parts of [0, 1]
//   categories  1/n + confidence · (1 − 1/n) for the centre, the others share the rest
// mixed with a tenth of the uniform density, so that no belief forbids anything. Without a prior, or with confidence 0, it is uniform.
// A space's prior is the product over its hyperparameters, each at the centre that the ones before it shift it to.

/** The share of the uniform density in every prior. */
const doubt = 0.1;
/** A certain belief still has this width. */
const leastDeviation = 0.01;

/**
 * The log of the prior at a point of the unit cube: densities where values vary continuously, times masses of the cells of the others.
 * Coordinates that are NaN are inactive and take no part; `over`: nor do others than these, which yet may shift their centres.
 */
export function logPrior(space: Space, point: ArrayLike<number>, over?: ReadonlySet<number>): number {
  let sum = 0;
  Object.values(space).forEach((parameter, i) => {
    const unit = point[i]!;
    if (!Number.isNaN(unit) && (over === undefined || over.has(i)))
      sum += priorLogDensity(parameter, unit, centreAt(space, parameter, point));
  });
  return sum;
}

/** A point drawn from the prior, inactive hyperparameters included; `given`: a point whose coordinates outside `over` are kept. */
export function samplePriorPoint(
  space: Space,
  stream: Stream,
  given?: { readonly point: Float64Array; readonly over: ReadonlySet<number> },
): Float64Array {
  const point = given?.point.slice() ?? new Float64Array(Object.keys(space).length);
  Object.values(space).forEach((parameter, i) => {
    if (given === undefined || given.over.has(i))
      point[i] = samplePriorUnit(parameter, stream, centreAt(space, parameter, point));
  });
  return point;
}

/** `point` with each hyperparameter that has a prior at its most believed value, beside those before it. */
export function priorMode(space: Space, point: ArrayLike<number>): Float64Array {
  const mode = Float64Array.from(point);
  Object.values(space).forEach((parameter, i) => {
    mode[i] = centreAt(space, parameter, mode) ?? mode[i]!;
  });
  return mode;
}

/** A setting drawn from the prior. */
export const samplePrior = (space: Space, stream: Stream): Setting =>
  decode(space, samplePriorPoint(space, stream));

/** A setting drawn uniformly from the unit cube, whatever the priors say. */
export const sampleUniform = (space: Space, stream: Stream): Setting =>
  decode(
    space,
    Object.values(space).map(() => stream.uniform()),
  );

/** The most believed place of a hyperparameter beside the values of the others; undefined without a prior. */
function centreAt(space: Space, parameter: Parameter, point: ArrayLike<number>): number | undefined {
  const { prior } = parameter;
  if (prior === undefined) return undefined;
  const { shift } = prior;
  if (shift === undefined || parameter.kind !== 'float') return toUnit(parameter, prior.centre);
  const unit = point[Object.keys(space).indexOf(shift.parameter)]!;
  if (Number.isNaN(unit)) return toUnit(parameter, prior.centre);
  const ratio = (fromUnit(space[shift.parameter]!, unit) as number) / shift.from;
  const centre = (prior.centre as number) * pow(ratio, shift.power);
  return toUnit(parameter, Math.min(parameter.high, Math.max(parameter.low, centre)));
}

/** How far each hyperparameter's most believed place is moved by the values of the others, in its unit interval; not held within it. */
export function priorShifts(space: Space, point: ArrayLike<number>): Float64Array {
  const names = Object.keys(space);
  return Float64Array.from(names, (name) => {
    const parameter = space[name]!;
    const shift = parameter.prior?.shift;
    if (shift === undefined || parameter.kind !== 'float' || !parameter.log) return 0;
    const unit = point[names.indexOf(shift.parameter)]!;
    if (Number.isNaN(unit)) return 0;
    const ratio = (fromUnit(space[shift.parameter]!, unit) as number) / shift.from;
    return (shift.power * log(ratio)) / log(parameter.high / parameter.low);
  });
}

/** The log of one hyperparameter's prior: the density at `unit` for a float, else the mass of the cell around it. */
function priorLogDensity(parameter: Parameter, unit: number, centre: number | undefined): number {
  if (parameter.prior?.weights) return tableLogDensity(parameter, parameter.prior.weights, unit);
  if (parameter.kind === 'categorical')
    return log(choiceMass(parameter, cellIndex(unit, parameter.choices.length)));
  const bell = bellOf(parameter, centre);
  if (isContinuous(parameter)) return log(density(unit, bell));
  const [low, high] = cellAround(parameter, unit);
  return log(mass(low, high, bell));
}

function tableLogDensity(parameter: Parameter, weights: readonly number[], unit: number): number {
  if (isContinuous(parameter)) return log(doubt + (1 - doubt) * tableDensity(weights, unit));
  const cell = cellAround(parameter, unit);
  return log(doubt * (cell[1] - cell[0]) + (1 - doubt) * tableMass(parameter, weights, cell));
}

function samplePriorUnit(parameter: Parameter, stream: Stream, centre: number | undefined): number {
  const trusting = stream.uniform() >= doubt;
  const place = stream.uniform();
  const bell = bellOf(parameter, centre);
  if (trusting && parameter.prior?.weights) return sampleTable(parameter, parameter.prior.weights, place);
  if (!trusting || bell === undefined) return place;
  if (parameter.kind === 'categorical') return sampleChoice(parameter, place);
  const z = normalQuantile(normalCdf(-bell.centre / bell.deviation) + place * bell.inside);
  return Math.min(1, Math.max(0, bell.centre + bell.deviation * z));
}

interface Bell {
  readonly centre: number;
  readonly deviation: number;
  /** Mass of the untruncated normal inside [0, 1]. */
  readonly inside: number;
}

function bellOf({ prior }: Parameter, centre: number | undefined): Bell | undefined {
  if (prior === undefined || centre === undefined || prior.confidence === 0) return undefined;
  const deviation = Math.max(leastDeviation, 1 - prior.confidence);
  return { centre, deviation, inside: normalMass(-centre / deviation, (1 - centre) / deviation) };
}

function density(unit: number, bell: Bell | undefined): number {
  if (bell === undefined) return 1;
  const { centre, deviation, inside } = bell;
  const z = (unit - centre) / deviation;
  return doubt + ((1 - doubt) * exp(normalLogDensity(z))) / (deviation * inside);
}

function mass(low: number, high: number, bell: Bell | undefined): number {
  if (bell === undefined) return high - low;
  const { centre, deviation, inside } = bell;
  const between = normalMass((low - centre) / deviation, (high - centre) / deviation);
  return doubt * (high - low) + ((1 - doubt) * between) / inside;
}

const favouredMass = (count: number, confidence: number) => 1 / count + confidence * (1 - 1 / count);

function choiceMass({ choices, prior }: CategoricalParameter, index: number): number {
  const even = 1 / choices.length;
  if (prior === undefined || choices.length === 1) return even;
  const favoured = favouredMass(choices.length, prior.confidence);
  const believed = choices[index] === prior.centre ? favoured : (1 - favoured) / (choices.length - 1);
  return doubt * even + (1 - doubt) * believed;
}

/** `place` is uniform in [0, 1); the favoured choice comes first, then the others in order. */
function sampleChoice(parameter: CategoricalParameter, place: number): number {
  const { choices, prior } = parameter;
  const favoured = favouredMass(choices.length, prior!.confidence);
  if (place < favoured || choices.length === 1) return toUnit(parameter, prior!.centre);
  const others = choices.filter((choice) => choice !== prior!.centre);
  const index = cellIndex((place - favoured) / (1 - favoured), others.length);
  return toUnit(parameter, others[index]!);
}
