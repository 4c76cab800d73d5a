import { encodeInputs } from '../data/encode/encode.js';
import { type EncoderSpec, levelInputs } from '../data/encode/encoder.js';
import { fitEncoder } from '../data/encode/fit.js';
import { refuseUnreadable } from '../data/encode/readable.js';
import { inferSchema } from '../data/infer-schema.js';
import { mainAxis } from '../data/main-axis.js';
import { readTarget } from '../data/read-target.js';
import { classesOf, namesOf, type Schema } from '../data/schema.js';
import { type Fold, foldsOf, resplit, splitRows, validationRows } from '../data/split.js';
import type { Table } from '../data/table.js';
import { columnOf, type Target, truthOf, weightsOf } from '../data/target.js';
import {
  encodeTargets,
  fitNumberCodings,
  logTargetSuits,
  type TargetCoding,
  type TargetTransform,
} from '../data/target-coding.js';
import type { ClassWeights, DataOptions, Task } from '../data/task.js';
import { type Measure, measureOf } from '../model/measure.js';
import type { MetricName } from '../model/metric-name.js';
import { defaultMetric, direction, reportedMetrics, requireMetricSuits } from '../model/metrics.js';
import { firstDepth } from '../network/count.js';
import type { Direction } from '../study/trial.js';
import { trainingWeights } from './part-weights.js';
import { numericColumns, piecesOf } from './pieces.js';
import { residualScaleOf } from './residual-scale.js';
import type { Part } from './runner.js';
import { embeddingsOf, type TargetScale } from './setting.js';
import type { Problem } from './space.js';

export interface PrepareOptions {
  readonly table: Table;
  /** The test part's table, when it is another; `elsewhere` when there is one that need not be read. */
  readonly testTable?: Table | 'elsewhere';
  readonly data: DataOptions;
  readonly metric?: MetricName;
  readonly seed: number;
}

/** A table ready for training: what it means, how its rows are divided, and parts encoded when they are asked for. */
export interface Prepared {
  readonly table: Table;
  readonly schema: Schema;
  readonly target: Target;
  readonly task: Task;
  readonly classes: readonly string[];
  /** How much the rows of each class count in training. */
  readonly classWeights: ClassWeights;
  readonly metric: MetricName;
  /** What ranks trials, and what else is reported; the metric's own comes first. */
  readonly measures: readonly [Measure, ...Measure[]];
  readonly direction: Direction;
  readonly problem: Problem;
  /** Rows of train and validation together: all that may be seen before the end. */
  readonly pool: Uint32Array;
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number };
  /** The test part: rows of the table, or of another. */
  readonly test: { readonly table: Table; readonly target: Target; readonly rows: Uint32Array };
  /** Parts that are trained in step: 1, or the folds of a cross-validation. */
  readonly folds: number;
  /** Ids of the parts of a round; round 0 is the search's, later ones divide the pool anew. */
  partsOf(round: number): number[];
  part(id: number): EncodedPart;
  /** The same for models: what was fitted, perhaps without its rows. */
  fitted(id: number): EncodedPart;
  /** Lets a part's rows go; what was fitted on them stays. `part` encodes them again. */
  forget(id: number): void;
}

/** A part with what was fitted on its training rows. */
export interface EncodedPart {
  readonly part: Part;
  readonly encoder: EncoderSpec;
  readonly rows: Fold;
}

/** Below these many rows in the pool, validation on one part is mostly noise: cross-validate instead. */
const fiveFoldsBelow = 1_600;
const threeFoldsBelow = 4_000;

/** Reads the target, infers what the columns mean, and divides the rows; throws data and usage errors (see the data room). */
export function prepare(options: PrepareOptions): Prepared {
  const { table, testTable, seed } = options;
  const schema = inferSchema(table, options.data);
  const target = readTarget(schema, table, options.data);
  const task = schema.target.task;
  const metric = options.metric ?? defaultMetric(task);
  const truth = truthOf(target, target.rows);
  namesOf(schema.target).forEach((name, k) => {
    requireMetricSuits(metric, task, columnOf(truth, target.width, k), name);
  });
  const from = { rows: target.rows, targets: mainAxis(target), task, seed };
  const split = splitRows({ ...from, testFile: testTable !== undefined });
  const test =
    testTable === undefined || testTable === 'elsewhere'
      ? { table, target, rows: split.test }
      : testFrom(schema, testTable, options.data);
  const pool = Uint32Array.from([...split.train, ...split.validation]).sort();
  const folds = pool.length < fiveFoldsBelow ? 5 : pool.length < threeFoldsBelow ? 3 : 1;
  const classes = classesOf(schema.target);
  const transforms = transformsOf(task, target, pool);
  const measure = (name: MetricName) => measureOf(name, schema.target, target, pool);
  const others = reportedMetrics(task).filter((name) => name !== metric);
  const measures = [measure(metric), ...others.map(measure)] as const;

  const foldsOfRound = (round: number): Fold[] => {
    if (folds > 1) return foldsOf({ ...from, rows: pool, folds, repeat: round });
    if (round === 0) return [{ train: split.train, validation: split.validation }];
    return [resplit({ ...from, rows: pool, count: validationRows(pool.length), repeat: round })];
  };
  const rounds = new Map<number, Fold[]>();
  const encoded = new Map<number, EncodedPart>();
  const light = new Map<number, EncodedPart>();

  function part(id: number): EncodedPart {
    const known = encoded.get(id);
    if (known) return known;
    const round = Math.floor(id / folds);
    if (!rounds.has(round)) rounds.set(round, foldsOfRound(round));
    const rows = rounds.get(round)![id % folds]!;
    const made = encodePart({
      id,
      rows,
      schema,
      table,
      target,
      task,
      measure: measures[0],
      classWeights: options.data.classWeights,
      transforms,
    });
    encoded.set(id, made);
    return made;
  }

  const first = part(0);
  if (testTable && testTable !== 'elsewhere') refuseUnreadable(first.encoder, testTable);
  return {
    table,
    schema,
    target,
    task,
    classes,
    classWeights: options.data.classWeights ?? 'none',
    metric,
    measures,
    direction: direction(metric),
    problem: {
      task,
      rows: first.part.rows,
      inputs: networkInputs(first.encoder),
      outputs: first.part.outputs,
      numeric: numericColumns(first.part.pieces),
      logTarget: transforms.log !== undefined,
    },
    pool,
    sizes: {
      train: first.rows.train.length,
      validation: first.rows.validation.length,
      test: test.rows.length,
    },
    test,
    folds,
    partsOf: (round) => Array.from({ length: folds }, (_, fold) => round * folds + fold),
    part,
    fitted: (id) => encoded.get(id) ?? light.get(id) ?? part(id),
    forget(id) {
      const known = encoded.get(id);
      if (known === undefined || id === 0) return;
      light.set(id, { ...known, part: withoutRows(known.part) });
      encoded.delete(id);
      rounds.delete(Math.floor(id / folds));
    },
  };
}

/** Numbers that enter the first layer. */
const networkInputs = (encoder: EncoderSpec) =>
  firstDepth({ inputs: encoder.width, ...embeddingsOf(levelInputs(encoder)) });

/** The part's sizes and codings alone. */
const withoutRows = (part: Part): Part => ({
  ...part,
  trainInputs: new Float32Array(0),
  trainTargets: {},
  trainWeights: undefined,
  validationInputs: new Float32Array(0),
  validationTruth: new Float64Array(0),
  validationWeights: undefined,
});

function testFrom(schema: Schema, table: Table, options: DataOptions) {
  const target = readTarget(schema, table, options);
  return { table, target, rows: target.rows };
}

/** What each scale that is worth a try does to each target: the logarithm is for those that it suits. */
type Transforms = Readonly<Partial<Record<TargetScale, readonly TargetTransform[]>>>;

function transformsOf(task: Task, { values, width }: Target, pool: Uint32Array): Transforms {
  const linear = new Array<TargetTransform>(width).fill('none');
  if (task !== 'regression') return { linear };
  const log = linear.map((none, k) => (logTargetSuits(columnOf(values, width, k), pool) ? 'log' : none));
  return log.includes('log') ? { linear, log } : { linear };
}

interface PartSource {
  readonly id: number;
  readonly rows: Fold;
  readonly schema: Schema;
  readonly table: Table;
  readonly target: Target;
  readonly task: Task;
  readonly measure: Measure;
  readonly classWeights?: ClassWeights;
  readonly transforms: Transforms;
}

function encodePart(source: PartSource): EncodedPart {
  const { id, rows, schema, table, target, task, measure, transforms } = source;
  const encoder = fitEncoder(schema, table, rows.train);
  const codings = Object.entries(transforms).map(([scale, each]): [string, TargetCoding] => [
    scale,
    task === 'regression'
      ? fitNumberCodings(target, rows.train, each)
      : { kind: 'classes', classes: classesOf(schema.target) },
  ]);
  const trainInputs = encodeInputs(encoder, table, rows.train);
  const trainTargets = Object.fromEntries(
    codings.map(([scale, coding]) => [scale, encodeTargets(coding, target, rows.train)]),
  );
  const outputs = task === 'binary' ? 1 : measure.columns;
  const part: Part = {
    id,
    task,
    measure,
    outputs,
    inputs: encoder.width,
    levelInputs: levelInputs(encoder),
    rows: rows.train.length,
    validationRows: rows.validation.length,
    trainInputs,
    trainTargets,
    trainWeights: trainingWeights(target, rows.train, classesOf(schema.target), source.classWeights),
    validationInputs: encodeInputs(encoder, table, rows.validation),
    validationTruth: truthOf(target, rows.validation),
    validationWeights: weightsOf(target, rows.validation),
    coding: Object.fromEntries(codings),
    residualScale: residualScales(task, encoder, trainInputs, trainTargets, outputs),
    pieces: piecesOf(trainInputs, encoder),
  };
  return { part, encoder, rows };
}

function residualScales(
  task: Task,
  { width, ...encoder }: EncoderSpec,
  inputs: Float32Array,
  targets: Readonly<Record<string, Float32Array>>,
  outputs: number,
): Part['residualScale'] {
  if (task !== 'regression') return { linear: 1, log: 1 };
  const row = { inputs: width, ...embeddingsOf(levelInputs(encoder), outputs) };
  const scale = (name: TargetScale) =>
    targets[name] ? residualScaleOf(inputs, targets[name], { ...row, outputs }) : 1;
  return { linear: scale('linear'), log: scale('log') };
}
