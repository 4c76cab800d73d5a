import { usageError } from '../../error.js';
import { targetWidth } from '../count.js';
import type { Plan } from '../plan.js';
import type { Course, Examples } from './engine.js';

/** Most layers that the kernels have room to describe. */
const mostHidden = 63;

/** Throws unless every number of the plan is in its range and the examples fit it. */
export function checkPlan(plan: Plan, examples: Examples) {
  const { inputs, hidden, outputs, optimiser, loss, weightDecay, dropout, batchSize } = plan;
  for (const width of [inputs, ...hidden, outputs]) wholeAtLeastOne('a layer', width);
  checkEmbeddings(plan);
  checkPieces(plan);
  wholeAtLeastOne('batchSize', batchSize);
  inRange('number of hidden layers', hidden.length, 0, mostHidden);
  inRange('dropout', dropout, 0, 0.999);
  inRange('weightDecay', weightDecay, 0, Number.MAX_VALUE);
  if (loss.kind === 'huber') inRange('huber delta', loss.delta, 1e-30, 1e30);
  if (loss.kind === 'logistic') inRange('outputs of a logistic loss', outputs, 1, 1);
  if (optimiser.kind === 'adam') {
    inRange('beta1', optimiser.beta1, 0, 0.99999999);
    inRange('beta2', optimiser.beta2, 0, 0.99999999);
    inRange('epsilon', optimiser.epsilon, 1e-30, 1);
  } else {
    inRange('momentum', optimiser.momentum, 0, 0.99999999);
  }
  for (const [name, factor] of Object.entries(plan.rateFactors ?? {}))
    inRange(`rateFactors.${name}`, factor, 0, 1e6);
  for (const [name, factor] of Object.entries(plan.decayFactors ?? {}))
    inRange(`decayFactors.${name}`, factor, 0, 1e6);
  checkExamples(plan, examples);
}

/** Throws unless there is one rate, and one of each factor that is given, for each step of the epoch. */
export function checkCourse(rates: Float32Array, { weightDecay, dropout }: Course, steps: number) {
  for (const [name, numbers] of [
    ['rates', rates],
    ['factors of weight decay', weightDecay],
    ['factors of dropout', dropout],
  ] as const)
    if (numbers !== undefined && numbers.length !== steps)
      throw usageError(`${numbers.length} ${name} were given for ${steps} steps.`);
  dropout?.forEach((factor, step) => {
    inRange(`the factor of dropout at step ${step}`, factor, 0, 1);
  });
}

/** Indices of levels are float32 numbers, exact up to here. */
const mostLevels = 16_777_216;

function checkEmbeddings({ inputs, embeddings = [] }: Plan) {
  embeddings.forEach(({ input, levels, size }, i) => {
    const first = i === 0 ? 0 : embeddings[i - 1]!.input + 1;
    inRange(`input of embedding ${i}`, input, first, inputs - 1);
    for (const number of [input + 1, levels, size]) wholeAtLeastOne(`a number of embedding ${i}`, number);
    inRange(`levels of embedding ${i}`, levels, 1, mostLevels);
  });
}

/** Pieces shorter than this would lose what a float32 number can tell. */
export const shortestPiece = 1e-6;

function checkPieces({ inputs, pieces = [] }: Plan) {
  pieces.forEach(({ input, edges }, i) => {
    inRange(`input of pieces ${i}`, input, 0, inputs - 1);
    wholeAtLeastOne(`the count of pieces ${i}`, edges.length - 1);
    edges.slice(1).forEach((edge, t) => {
      inRange(`an edge of pieces ${i}`, edge, edges[t]! + shortestPiece, 1e30);
    });
  });
}

/** Throws unless every embedding's column of these rows holds one of its levels, or −1. */
export function checkLevels({ inputs: width, embeddings = [] }: Plan, inputs: Float32Array) {
  for (const { input, levels } of embeddings)
    for (let at = input; at < inputs.length; at += width) {
      const level = inputs[at]!;
      if (level >= -1 && level < levels && Number.isInteger(level)) continue;
      throw usageError(
        `row ${(at - input) / width} has level ${level} in input ${input}, not one of -1 to ${levels - 1}.`,
      );
    }
}

function checkExamples(plan: Plan, { rows, inputs, targets, weights }: Examples) {
  const width = targetWidth(plan);
  inRange('batchSize', plan.batchSize, 1, rows);
  if (inputs.length !== rows * plan.inputs) {
    throw usageError(`${rows} rows hold ${inputs.length} inputs, but the plan has ${plan.inputs} to a row.`);
  }
  if (targets.length !== rows * width) {
    throw usageError(`${rows} rows hold ${targets.length} targets, but the plan has ${width} to a row.`);
  }
  checkLevels(plan, inputs);
  if (weights !== undefined) checkWeights(weights, rows);
  if (plan.loss.kind === 'softmax') checkClasses(targets, plan.outputs);
}

function checkWeights(weights: Float32Array, rows: number) {
  if (weights.length !== rows) throw usageError(`${weights.length} weights were given for ${rows} rows.`);
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong >= 0)
    throw usageError(`row ${wrong} has weight ${weights[wrong]}: it must be a number of at least 0.`);
}

function checkClasses(targets: Float32Array, classes: number) {
  const wrong = targets.findIndex((target) => !(target >= 0 && target < classes && Number.isInteger(target)));
  if (wrong >= 0)
    throw usageError(`row ${wrong} has class ${targets[wrong]}, not one of 0 to ${classes - 1}.`);
}

function wholeAtLeastOne(what: string, value: number) {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw usageError(`${what} is ${value}: it must be a whole number of at least 1.`);
  }
}

function inRange(what: string, value: number, least: number, most: number) {
  if (!(value >= least && value <= most))
    throw usageError(`${what} is ${value}: it must be from ${least} to ${most}.`);
}
