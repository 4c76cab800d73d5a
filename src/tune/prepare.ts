import { encodeInputs } from '../data/encode/encode.js';
import { type EncoderSpec, levelInputs } from '../data/encode/encoder.js';
import { fitEncoder } from '../data/encode/fit.js';
import { refuseUnreadable } from '../data/encode/readable.js';
import { classesOf, namesOf, type Schema } from '../data/schema.js';
import { shared } from '../data/shared-array.js';
import type { Fold } from '../data/split/splitter.js';
import type { SplitWay } from '../data/split/way.js';
import type { Table } from '../data/table.js';
import { columnOf, type Target, truthOf, weightsOf } from '../data/target.js';
import {
  encodeTargets,
  fitNumberCodings,
  logTargetSuits,
  type TargetCoding,
  type TargetTransform,
} from '../data/target-coding.js';
import type { Assumption, ClassWeights, Task } from '../data/task.js';
import { type Measure, measureOf } from '../model/measure.js';
import type { MetricName } from '../model/metric-name.js';
import { defaultMetric, direction, reportedMetrics, requireMetricSuits } from '../model/metrics.js';
import { firstDepth } from '../network/count.js';
import type { Direction } from '../study/trial.js';
import { type DivideOptions, divide } from './divide.js';
import { hasManyRows, isLarge } from './part-rows.js';
import { trainingWeights } from './part-weights.js';
import { numericColumns, piecesOf } from './pieces.js';
import { residualScaleOf } from './residual-scale.js';
import type { Part } from './runner.js';
import { embeddingsOf, type TargetScale } from './setting.js';
import type { Problem } from './space.js';

export interface PrepareOptions extends DivideOptions {
  readonly metric?: MetricName;
  /** False for a study that was made before many rows were trained on through a window. */
  readonly windows?: boolean;
}

/** A table ready for training: what it means, how its rows are divided, and parts encoded when they are asked for. */
export interface Prepared {
  /** The rows of the file, and after them those of the validation file. */
  readonly table: Table;
  /** Rows of the file itself. */
  readonly fileRows: number;
  /** What was taken for granted about the columns, the target and the split. */
  readonly assumptions: readonly Assumption[];
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
  /** The file's rows of train and validation together: all of it that may be seen before the end. */
  readonly pool: Uint32Array;
  readonly sizes: PartSizes;
  /** What there is to say about the rows of each part, such as how many groups they are. */
  readonly described: Readonly<Partial<Record<keyof PartSizes, string>>>;
  /** What decided which rows are in which part. */
  readonly splitBy: SplitWay['kind'];
  /** The test part: rows of the table, or of another. */
  readonly test: { readonly table: Table; readonly target: Target; readonly rows: Uint32Array };
  /** Parts of round 0, which are trained in step: 1, or the folds of a cross-validation. */
  readonly folds: number;
  /** The same of later rounds. */
  readonly laterFolds: number;
  /** Ids of the parts of a round; round 0 is the search's, later ones divide the pool anew. */
  partsOf(round: number): number[];
  part(id: number): EncodedPart;
  /** The same for models: what was fitted, perhaps without its rows. */
  fitted(id: number): EncodedPart;
  /** Lets a part's rows go, unless further rounds need them; what was fitted on them stays. `part` encodes them again. */
  forget(id: number): boolean;
}

export interface PartSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** A part with what was fitted on its training rows. */
export interface EncodedPart {
  readonly part: Part;
  readonly encoder: EncoderSpec;
  readonly rows: Fold;
}

/** Reads the target, infers what the columns mean, and divides the rows; throws data and usage errors (see the data room). */
export function prepare(options: PrepareOptions): Prepared {
  const { schema, table, target, splitter, splitBy, test, assumptions } = divide(options);
  const { pool, folds, laterFolds } = splitter;
  const task = schema.target.task;
  const metric = options.metric ?? defaultMetric(task);
  const truth = truthOf(target, target.rows);
  namesOf(schema.target).forEach((name, k) => {
    requireMetricSuits(metric, task, columnOf(truth, target.width, k), name);
  });
  const classes = classesOf(schema.target);
  const transforms = transformsOf(task, target, pool);
  const measure = (name: MetricName) => measureOf(name, schema.target, target, pool);
  const others = reportedMetrics(task).filter((name) => name !== metric);
  const measures = [measure(metric), ...others.map(measure)] as const;

  const rounds = new Map<number, Fold[]>();
  const encoded = new Map<number, EncodedPart>();
  const light = new Map<number, EncodedPart>();

  /** Ids count the parts of round 0, then those of round 1, and so on. */
  const placeOf = (id: number) =>
    id < folds
      ? { round: 0, fold: id }
      : { round: 1 + Math.floor((id - folds) / laterFolds), fold: (id - folds) % laterFolds };

  function part(id: number): EncodedPart {
    const known = encoded.get(id);
    if (known) return known;
    const { round, fold } = placeOf(id);
    if (!rounds.has(round)) rounds.set(round, splitter.round(round));
    const rows = rounds.get(round)![fold]!;
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
      windows: options.windows ?? true,
    });
    encoded.set(id, made);
    return made;
  }

  const first = part(0);
  const partsOf = (number: number) => {
    const round = number % splitter.rounds;
    if (round === 0) return Array.from({ length: folds }, (_, fold) => fold);
    return Array.from({ length: laterFolds }, (_, fold) => folds + (round - 1) * laterFolds + fold);
  };
  for (const other of [options.validationTable, options.testTable])
    if (other && other !== 'elsewhere') refuseUnreadable(first.encoder, other);
  return {
    table,
    fileRows: options.table.rows,
    assumptions,
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
      ...(hasManyRows(first.part) && { manyRows: true }),
      ...(options.data.recipes && { recipes: true }),
    },
    pool,
    sizes: {
      train: first.rows.train.length,
      validation: first.rows.validation.length,
      test: test.rows.length,
    },
    described: {
      train: splitter.describe(first.rows.train),
      validation: splitter.describe(first.rows.validation),
      test: splitter.test.length > 0 ? splitter.describe(splitter.test) : undefined,
    },
    splitBy,
    test,
    folds,
    laterFolds,
    partsOf,
    part,
    fitted: (id) => encoded.get(id) ?? light.get(id) ?? part(id),
    forget(id) {
      if (id < folds || Number.isFinite(splitter.rounds)) return false;
      const known = encoded.get(id);
      if (known === undefined) return true;
      light.set(id, { ...known, part: withoutRows(known.part) });
      encoded.delete(id);
      rounds.delete(placeOf(id).round);
      return true;
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
  readonly windows: boolean;
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
    codings.map(([scale, coding]) => [scale, shared(encodeTargets(coding, target, rows.train))]),
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
    ...(source.windows && isLarge(rows.train.length, encoder.width) && { windowed: true }),
    trainTargets,
    ...sharedWeights(trainingWeights(target, rows.train, classesOf(schema.target), source.classWeights)),
    validationInputs: encodeInputs(encoder, table, rows.validation),
    validationTruth: shared(truthOf(target, rows.validation)),
    validationWeights: weightsOf(target, rows.validation),
    coding: Object.fromEntries(codings),
    residualScale: residualScales(task, encoder, trainInputs, trainTargets, outputs),
    pieces: piecesOf(trainInputs, encoder),
  };
  return { part, encoder, rows };
}

const sharedWeights = ({ trainWeights, ...others }: ReturnType<typeof trainingWeights>) => ({
  ...others,
  ...(trainWeights && { trainWeights: shared(trainWeights) }),
});

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
