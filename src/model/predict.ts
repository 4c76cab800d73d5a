import { encodeInputs } from '../data/encode/encode.js';
import type { EncoderSpec } from '../data/encode/encoder.js';
import { refuseUnreadable, strangeCellsIn } from '../data/encode/readable.js';
import { namesOf } from '../data/schema.js';
import type { Table } from '../data/table.js';
import { decodeNumber } from '../data/target-coding.js';
import type { Engine } from '../network/engine/engine.js';
import type { Plan } from '../network/plan.js';
import { calibrate } from './calibration/calibration.js';
import { weighed } from './calibration/decision.js';
import type { Bounds } from './interval/margins.js';
import { likeliest } from './metric/metric.js';
import type { Member, Model, NetworkShape } from './model.js';
import { addProbabilities } from './probability.js';

/** What a model says about rows. */
export type Prediction =
  | {
      readonly task: 'regression';
      /** Names of what is predicted. */
      readonly targets: readonly string[];
      /** rows × targets, row-major, in the targets' units. */
      readonly values: Float64Array;
      /** Bounds (rows × targets) that hold the truth of a row, each target's for itself, with a probability of `level`. */
      readonly interval?: Bounds & { readonly level: number };
    }
  | {
      readonly task: 'binary' | 'multiclass';
      /** Class names in the order of their index. */
      readonly classes: readonly string[];
      /** rows × classes, row-major. */
      readonly probabilities: Float64Array;
      /** The index of each row's class: the likeliest, or what the metric gains most by. */
      readonly codes: Uint32Array;
    };

/** Rows that are encoded at once, which bounds the memory that predicting needs. */
const blockRows = 16_384;

/**
 * Predicts rows of a table (default: all): numbers in the user's units held near the range of the training targets, or probabilities of classes,
 * averaged over the members and corrected by what rows they had not learnt have shown. Columns are found by name; throws a data error when some are absent or hold something else than before.
 */
export function predict(
  model: Model,
  table: Table,
  engine: Engine,
  rows: Uint32Array = everyRow(table),
): Prediction {
  for (const encoder of byEncoder(model.members).keys()) refuseUnreadable(encoder, table);
  const means = predictMeans(model, table, engine, rows);
  const { target } = model;
  if (target.task === 'regression') return { task: 'regression', targets: namesOf(target), values: means };
  const { task, classes } = target;
  const decisive = weighed(means, model.decision);
  const codes = Uint32Array.from(rows, (_, i) => likeliest(decisive, i, classes.length));
  return { task, classes, probabilities: means, codes };
}

/** A sentence for each column of the table with cells that say nothing to the model. */
export const strangeCellsFor = ({ members }: Model, table: Table): string[] =>
  members.length === 0 ? [] : strangeCellsIn(members[0]!.encoder, table);

/** The numbers that metrics measure: rows × targets, or rows × classes probabilities. */
export function predictMeans(model: Model, table: Table, engine: Engine, rows: Uint32Array): Float64Array {
  const { target } = model;
  const width = target.task === 'regression' ? target.columns.length : target.classes.length;
  const means = new Float64Array(rows.length * width);
  if (model.members.length === 0) return fillConstant(model, means);
  for (let start = 0; start < rows.length; start += blockRows) {
    const block = rows.subarray(start, start + blockRows);
    const into = means.subarray(start * width, (start + block.length) * width);
    for (const [encoder, members] of byEncoder(model.members)) {
      const inputs = encodeInputs(encoder, table, block);
      for (const member of members) addMember(member, forward(member, inputs, engine), into, width);
    }
  }
  return corrected(model, means, width);
}

function corrected({ factors, calibration }: Model, means: Float64Array, width: number): Float64Array {
  if (factors) return means.map((mean, i) => factors[i % width]! * mean);
  return calibration ? calibrate(calibration, means, width) : means;
}

const everyRow = (table: Table) => Uint32Array.from({ length: table.rows }, (_, row) => row);

function fillConstant({ constant }: Model, means: Float64Array): Float64Array {
  if (constant === undefined) throw new Error('a model without members needs a constant');
  return means.map((_, i) => constant[i % constant.length]!);
}

function byEncoder(members: readonly Member[]): Map<EncoderSpec, Member[]> {
  const groups = new Map<EncoderSpec, Member[]>();
  for (const member of members)
    if (groups.has(member.encoder)) groups.get(member.encoder)!.push(member);
    else groups.set(member.encoder, [member]);
  return groups;
}

function forward({ shape, weights }: Member, inputs: Float32Array, engine: Engine): Float32Array {
  // An engine lays out a network for loaded rows; one empty row is enough to predict.
  const { inputs: width, outputs } = shape;
  engine.load({ rows: 1, inputs: new Float32Array(width), targets: new Float32Array(outputs) });
  const network = engine.network(planOf(shape), { seed: 0, trial: 0 });
  network.setWeights(weights);
  return network.predict(inputs);
}

/** A plan for predicting only: how it would be trained does not matter. */
function planOf(shape: NetworkShape): Plan {
  return {
    ...shape,
    loss: { kind: 'squared' },
    optimiser: { kind: 'sgd', momentum: 0 },
    weightDecay: 0,
    dropout: 0,
    batchSize: 1,
  };
}

function addMember({ coding, share }: Member, outputs: Float32Array, into: Float64Array, width: number) {
  if (coding.kind === 'classes') return addProbabilities(outputs, width, into, share);
  // An output that is no number (float32 overflowed) says nothing; 0 is the middle of what was learnt.
  const { columns } = coding;
  for (let i = 0; i < outputs.length; i++)
    into[i]! += share * decodeNumber(columns[i % width]!, outputs[i]! || 0);
}
