import type { Task } from '../data/task.js';
import type { MetricName } from '../model/metric-name.js';
import type { Parameter, Setting, Space } from '../space/parameter.js';
import { recipeSetting, withRecipe } from './recipe-space.js';

/** What the default space and the rules of thumb depend on. */
export interface Problem {
  readonly task: Task;
  /** Rows that are trained on. */
  readonly rows: number;
  /** Numbers that enter the network, and that leave it. */
  readonly inputs: number;
  readonly outputs: number;
  /** Columns of numbers that may be cut into pieces. */
  readonly numeric: number;
  /** Whether a logarithm of the target is worth a try: positive and skewed. */
  readonly logTarget: boolean;
  /** Whether rows are so many that an epoch has a part of them: a batch of all rows is then no choice. */
  readonly manyRows?: true;
  /** Whether RealMLP is among what is searched. */
  readonly recipes?: true;
}

/** Hyperparameters that a newcomer is not asked about: searched, and shown only when they matter. */
export const quietNames: readonly string[] = [
  'numeric_bins',
  'activation',
  'target_scale',
  'weight_decay',
  'dropout',
];

const hidden = { when: { parameter: 'layers', values: [1, 2, 3, 4] } } as const;

/** The default search space; its priors are the rules of thumb. */
export const defaultSpace = (problem: Problem): Space =>
  problem.recipes ? withRecipe(plainSpace(problem), problem) : plainSpace(problem);

function plainSpace(problem: Problem): Space {
  const space: Record<string, Parameter> = {
    batch_size: {
      kind: 'ordinal',
      values: batchSizes(problem),
      prior: { centre: usualBatch(problem.rows), confidence: 0.75 },
    },
    learning_rate: {
      kind: 'float',
      low: 1e-5,
      high: 1,
      log: true,
      prior: { centre: 4e-3, confidence: 0.85, shift: { parameter: 'batch_size', from: 128, power: 0.5 } },
    },
    schedule: {
      kind: 'categorical',
      choices: ['cycles', 'constant'],
      prior: { centre: 'cycles', confidence: 0.5 },
    },
    layers: { kind: 'integer', low: 0, high: 4, log: false, prior: { centre: 2, confidence: 0.7 } },
    neurons: {
      kind: 'integer',
      low: 4,
      high: 512,
      log: true,
      prior: { centre: Math.min(512, Math.max(usualWidth(problem), 96)), confidence: 0.75 },
      ...hidden,
    },
    activation: { kind: 'categorical', choices: ['relu', 'silu', 'tanh'], ...hidden },
    ...(binCounts(problem.numeric).length > 0
      ? {
          numeric_bins: {
            kind: 'ordinal',
            values: [0, ...binCounts(problem.numeric)],
            prior: { centre: Math.min(16, binCounts(problem.numeric).at(-1)!), confidence: 0.5 },
          } as const,
        }
      : {}),
    weight_decay: {
      kind: 'float',
      low: 1e-5,
      high: 1,
      log: true,
      prior: { centre: 1e-2, confidence: 0.6 },
    },
    dropout: {
      kind: 'float',
      low: 0,
      high: 0.5,
      log: false,
      prior: { centre: 0, confidence: 0.6 },
      ...hidden,
    },
  };
  if (problem.task === 'regression') {
    space.loss = {
      kind: 'categorical',
      choices: ['squared', 'absolute', 'huber'],
      prior: { centre: 'squared', confidence: 0.2 },
    };
    space.huber_delta = {
      kind: 'float',
      low: 0.05,
      high: 5,
      log: true,
      prior: { centre: 1.345, confidence: 0.6 },
      when: { parameter: 'loss', values: ['huber'] },
    };
    if (problem.logTarget) space.target_scale = { kind: 'categorical', choices: ['linear', 'log'] };
  }
  return space;
}

/** The most pieces of all columns together: beyond, the first layer would be all of the work. */
const mostPieces = 2048;

/** Values of `numeric_bins` beside 0, for so many columns of numbers. */
export const binCounts = (numeric: number): number[] =>
  numeric === 0 ? [] : [8, 16, 32].filter((bins) => bins * numeric <= mostPieces);

/** Powers of two from 8 to 4,096 that the rows allow, and the whole set; of many rows, at least two batches in the shortest epoch (length.ts). */
function batchSizes({ rows, manyRows }: Problem): number[] {
  const powers = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096].filter((size) => size < rows);
  return manyRows ? powers.filter((size) => size < 4096) : [...powers, rows];
}

/** Batches that suit the rows (Holzmüller et al. 2024, RealMLP: 64 to 1,024 rows … 512 to 100,000), as prior only. */
function usualBatch(rows: number): number {
  const size = rows <= 1024 ? 32 : rows <= 8192 ? 64 : rows <= 30_000 ? 128 : 256;
  return Math.min(size, rows);
}

/** Two thirds of the inputs plus the outputs, the best known of the three width rules. */
function usualWidth({ inputs, outputs }: Problem): number {
  return Math.min(512, Math.max(4, Math.round((2 / 3) * inputs) + outputs));
}

/** What the rules of thumb say: batch 32, one hidden layer of two thirds of the inputs plus the outputs, Adam at 0.001. */
export function defaultSetting(problem: Problem): Setting {
  return {
    ...plainOf(problem),
    batch_size: nearestBatch(32, problem),
    learning_rate: 1e-3,
    schedule: 'cycles',
    layers: 1,
    neurons: usualWidth(problem),
    activation: 'relu',
    ...binsOf(problem, 0),
    weight_decay: 1e-5,
    dropout: 0,
    ...lossOf(problem),
  };
}

/** A straight line: no hidden layer, and the loss that is the metric's own error. */
export function linearSetting(problem: Problem, rate: number, metric: MetricName): Setting {
  return {
    ...plainOf(problem),
    ...lossOf(problem),
    batch_size: nearestBatch(64, problem),
    learning_rate: rate,
    schedule: 'cycles',
    layers: 0,
    ...binsOf(problem, 0),
    weight_decay: 1e-5,
    ...(metric === 'mae' ? { loss: 'absolute' } : {}),
    ...(metric === 'rmsle' && problem.logTarget ? { target_scale: 'log' } : {}),
  };
}

/**
 * Settings that win on many tables (published defaults of tabular networks: wide, two or three layers, a rate that falls), tried
 * right after the default so that even a short budget has seen them.
 */
export function portfolio(problem: Problem): Setting[] {
  const base = { ...defaultSetting(problem), batch_size: nearestBatch(usualBatch(problem.rows), problem) };
  const log: Setting = problem.task === 'regression' && problem.logTarget ? { target_scale: 'log' } : {};
  return [
    {
      ...base,
      layers: 2,
      neurons: 128,
      activation: 'silu',
      ...binsOf(problem, 16),
      learning_rate: 4e-3,
      weight_decay: 1e-2,
    },
    ...(problem.recipes ? [recipeSetting(problem, base)] : []),
    { ...base, layers: 3, neurons: 128, activation: 'silu', learning_rate: 4e-3, weight_decay: 1e-2, ...log },
    {
      ...base,
      layers: 2,
      neurons: 256,
      activation: 'relu',
      ...binsOf(problem, 32),
      learning_rate: 2e-3,
      weight_decay: 1e-2,
      dropout: 0.1,
    },
    {
      ...base,
      layers: 1,
      neurons: 64,
      activation: 'tanh',
      learning_rate: 1e-2,
      weight_decay: 1e-2,
      dropout: 0,
    },
  ];
}

/** The nearest of the counts that there are; nothing where there is no column of numbers. */
function binsOf({ numeric }: Problem, bins: number): Setting {
  const counts = binCounts(numeric);
  if (counts.length === 0) return {};
  return { numeric_bins: Math.min(bins, counts.at(-1)!) };
}

const plainOf = ({ recipes }: Problem): Setting => (recipes ? { recipe: 'plain' } : {});

const nearestBatch = (size: number, problem: Problem) => Math.min(size, problem.rows);

function lossOf(problem: Problem): Setting {
  if (problem.task !== 'regression') return {};
  return { loss: 'squared', ...(problem.logTarget ? { target_scale: 'linear' } : {}) };
}
