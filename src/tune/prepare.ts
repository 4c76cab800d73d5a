import { encodeInputs } from '../data/encode/encode.js';
import type { EncoderSpec } from '../data/encode/encoder.js';
import { fitEncoder } from '../data/encode/fit.js';
import { refuseUnreadable } from '../data/encode/readable.js';
import { inferSchema } from '../data/infer-schema.js';
import { readTarget, type Target } from '../data/read-target.js';
import { classesOf, type Schema } from '../data/schema.js';
import { type Fold, foldsOf, resplit, splitRows, validationRows } from '../data/split.js';
import type { Table } from '../data/table.js';
import {
  encodeTargets,
  fitNumberCoding,
  logTargetSuits,
  type TargetCoding,
  type TargetTransform,
} from '../data/target-coding.js';
import type { DataOptions, Task } from '../data/task.js';
import type { MetricName } from '../model/metric-name.js';
import { defaultMetric, direction, requireMetricSuits } from '../model/metrics.js';
import type { Direction } from '../study/trial.js';
import { residualScaleOf } from './residual-scale.js';
import type { Part } from './runner.js';
import type { TargetScale } from './setting.js';
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
  readonly metric: MetricName;
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
  requireMetricSuits(
    metric,
    task,
    target.values.filter((value) => !Number.isNaN(value)),
  );
  const from = { rows: target.rows, targets: target.values, task, seed };
  const split = splitRows({ ...from, testFile: testTable !== undefined });
  const test =
    testTable === undefined || testTable === 'elsewhere'
      ? { table, target, rows: split.test }
      : testFrom(schema, testTable, options.data);
  const pool = Uint32Array.from([...split.train, ...split.validation]).sort();
  const folds = pool.length < fiveFoldsBelow ? 5 : pool.length < threeFoldsBelow ? 3 : 1;
  const classes = classesOf(schema.target);
  const transforms = transformsOf(task, target, pool);

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
      metric,
      classes: classes.length,
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
    metric,
    direction: direction(metric),
    problem: {
      task,
      rows: first.part.rows,
      inputs: first.part.inputs,
      outputs: first.part.outputs,
      logTarget: transforms.length > 1,
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

/** The part's sizes and codings alone. */
const withoutRows = (part: Part): Part => ({
  ...part,
  trainInputs: new Float32Array(0),
  trainTargets: {},
  validationInputs: new Float32Array(0),
  validationTruth: new Float64Array(0),
});

function testFrom(schema: Schema, table: Table, options: DataOptions) {
  const target = readTarget(schema, table, options);
  return { table, target, rows: target.rows };
}

function transformsOf(task: Task, target: Target, pool: Uint32Array): TargetTransform[] {
  if (task !== 'regression') return ['none'];
  return logTargetSuits(target.values, pool) ? ['none', 'log'] : ['none'];
}

/** The data room's word for a target scale. */
const scaleOf = (transform: TargetTransform): TargetScale => (transform === 'log' ? 'log' : 'linear');

interface PartSource {
  readonly id: number;
  readonly rows: Fold;
  readonly schema: Schema;
  readonly table: Table;
  readonly target: Target;
  readonly task: Task;
  readonly metric: MetricName;
  readonly classes: number;
  readonly transforms: readonly TargetTransform[];
}

function encodePart(source: PartSource): EncodedPart {
  const { id, rows, schema, table, target, task, metric, classes, transforms } = source;
  const encoder = fitEncoder(schema, table, rows.train);
  const codings = transforms.map((transform): [TargetScale, TargetCoding] => [
    scaleOf(transform),
    task === 'regression'
      ? fitNumberCoding(target.values, rows.train, transform)
      : { kind: 'classes', classes: classesOf(schema.target) },
  ]);
  const trainInputs = encodeInputs(encoder, table, rows.train);
  const trainTargets = Object.fromEntries(
    codings.map(([scale, coding]) => [scale, encodeTargets(coding, target.values, rows.train)]),
  );
  const part: Part = {
    id,
    task,
    metric,
    classes,
    outputs: task === 'multiclass' ? classes : 1,
    inputs: encoder.width,
    rows: rows.train.length,
    trainInputs,
    trainTargets,
    validationInputs: encodeInputs(encoder, table, rows.validation),
    validationTruth: Float64Array.from(rows.validation, (row) => target.values[row]!),
    coding: Object.fromEntries(codings),
    residualScale: residualScales(task, trainInputs, trainTargets, encoder.width),
  };
  return { part, encoder, rows };
}

function residualScales(
  task: Task,
  inputs: Float32Array,
  targets: Readonly<Record<string, Float32Array>>,
  width: number,
): Part['residualScale'] {
  if (task !== 'regression') return { linear: 1, log: 1 };
  const scale = (name: TargetScale) => (targets[name] ? residualScaleOf(inputs, targets[name], width) : 1);
  return { linear: scale('linear'), log: scale('log') };
}
