import { usageError } from '../../error.js';
import { targetWidth } from '../count.js';
import type { Plan } from '../plan.js';
import { type ExampleBlocks, roomFrom } from './blocks.js';
import { checkHidden } from './check/hidden.js';
import { checkInitialisation } from './check/initialisation.js';
import { checkLoss, checkTargets } from './check/loss.js';
import { checkPeriodic } from './check/periodic.js';
import { inRange, wholeAtLeastOne } from './check/range.js';
import { checkStepping } from './check/stepping.js';
import type { Course, Examples, Position } from './engine.js';
import { type Held, isWindowed, mostBatch, rowsOf, type Windowed } from './held.js';

/** Most layers that the kernels have room to describe. */
const mostHidden = 63;

/** Throws unless every number of the plan is in its range and the rows fit it; rows in blocks are looked at when they are read (`checkedBlocks`). */
export function checkPlan(plan: Plan, held: Held) {
  const { inputs, hidden, outputs, loss, weightDecay, dropout, batchSize } = plan;
  for (const width of [inputs, ...hidden, outputs]) wholeAtLeastOne('a layer', width);
  checkEmbeddings(plan);
  checkPieces(plan);
  checkPeriodic(plan);
  checkInitialisation(plan);
  wholeAtLeastOne('batchSize', batchSize);
  inRange('number of hidden layers', hidden.length, 0, mostHidden);
  inRange('dropout', dropout, 0, 0.999);
  inRange('weightDecay', weightDecay, 0, Number.MAX_VALUE);
  checkHidden(plan, rowsOf(held));
  checkLoss(loss, outputs);
  checkStepping(plan);
  if (isWindowed(held)) checkWindow(plan, held);
  else checkExamples(plan, held);
}

/** Throws unless there is one rate, and one of each factor that is given, for each step of the epoch. */
export function checkCourse(
  rates: Float32Array,
  { weightDecay, dropout, until }: Course,
  { steps, taken }: { readonly steps: number; readonly taken: number },
) {
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
  if (until === undefined) return;
  wholeAtLeastOne('the step to pause before', until);
  inRange(`the step to pause before, with ${taken} taken,`, until, taken + 1, steps);
}

/** Throws in the middle of an epoch whose residuals an adaptive loss gathers: they are not part of a saved state. */
export function checkSavable({ loss }: Plan, { epochs, steps }: Position) {
  const gathers = loss.kind === 'huber' && loss.adaptive !== undefined && epochs < loss.adaptive.epochs;
  if (gathers && steps > 0)
    throw usageError(
      `step ${steps} of epoch ${epochs + 1} is no place to save: the Huber loss adapts to the residuals of the whole epoch.`,
      'Save after the epoch.',
    );
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

/** Throws unless every embedding's column of these rows holds one of its levels, or −1; `first` is the number of the first row. */
export function checkLevels({ inputs: width, embeddings = [] }: Plan, inputs: Float32Array, first = 0) {
  for (const { input, levels } of embeddings)
    for (let at = input; at < inputs.length; at += width) {
      const level = inputs[at]!;
      if (level >= -1 && level < levels && Number.isInteger(level)) continue;
      throw usageError(
        `row ${first + (at - input) / width} has level ${level} in input ${input}, not one of -1 to ${levels - 1}.`,
      );
    }
}

function checkExamples(plan: Plan, examples: Examples) {
  const { rows, inputs, targets, weights } = examples;
  const width = targetWidth(plan);
  inRange('batchSize', plan.batchSize, 1, rows);
  if (inputs.length !== rows * plan.inputs) {
    throw usageError(`${rows} rows hold ${inputs.length} inputs, but the plan has ${plan.inputs} to a row.`);
  }
  if (targets.length !== rows * width) {
    throw usageError(`${rows} rows hold ${targets.length} targets, but the plan has ${width} to a row.`);
  }
  if (weights !== undefined && weights.length !== rows)
    throw usageError(`${weights.length} weights were given for ${rows} rows.`);
  checkRows(plan, examples);
}

function checkWindow(plan: Plan, windowed: Windowed) {
  const { inputs, targetWidth: targets, blockRows } = windowed.blocks;
  if (inputs !== plan.inputs)
    throw usageError(`the blocks hold ${inputs} inputs to a row, but the plan has ${plan.inputs}.`);
  if (targets !== targetWidth(plan))
    throw usageError(`the blocks hold ${targets} targets to a row, but the plan has ${targetWidth(plan)}.`);
  wholeAtLeastOne('batchSize', plan.batchSize);
  const most = mostBatch(windowed);
  if (plan.batchSize > most)
    throw usageError(
      `batchSize is ${plan.batchSize}: of ${rowsOf(windowed)} rows, ${windowed.rows} are in memory at a time, in blocks of ${blockRows}, and train in batches of at most ${most}.`,
      'Take smaller batches, or a larger window.',
    );
}

/** Throws for a number in these rows that nothing can be learned from; `first` is the number of the first of them. */
function checkRows(plan: Plan, { inputs, targets, weights }: Omit<Examples, 'rows'>, first = 0) {
  checkLevels(plan, inputs, first);
  checkFinite('input', inputs, plan.inputs, first);
  checkFinite('target', targets, targetWidth(plan), first);
  if (weights !== undefined) checkWeights(weights, first);
  checkTargets(plan, targets, first);
}

/** The same blocks, whose rows are checked against the plan when they are read for the first time. */
export function checkedBlocks(plan: Plan, blocks: ExampleBlocks): ExampleBlocks {
  const { rows, inputs, targetWidth, weighted, blockRows } = blocks;
  const seen = new Set<number>();
  return {
    rows,
    inputs,
    targetWidth,
    weighted,
    blockRows,
    read(block, into) {
      const count = blocks.read(block, into);
      if (!seen.has(block)) checkRows(plan, roomFrom(blocks, into, 0, count), block * blockRows);
      seen.add(block);
      return count;
    },
  };
}

function checkFinite(what: 'input' | 'target', values: Float32Array, width: number, first: number) {
  let sound = 0;
  for (let i = 0; i < values.length; i++) sound += values[i]! * 0;
  if (sound === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw usageError(
    `row ${first + Math.floor(at / width)} has ${values[at]} in ${what} ${at % width}: nothing can be learned from it.`,
    'Give a finite number there, or leave the row out.',
  );
}

function checkWeights(weights: Float32Array, first: number) {
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong >= 0)
    throw usageError(`row ${first + wrong} has weight ${weights[wrong]}: it must be a number of at least 0.`);
}
