import { namesOf } from '../data/schema.js';
import { oneOrMany } from '../data/task.js';
import { scalesOf } from '../model/measure.js';
import type { DataEvent } from '../tune/event.js';
import type { Prepared } from '../tune/prepare.js';
import type { Source } from '../tune/study-start.js';

/** Where parts come from that are files of their own. */
export interface OtherSources {
  readonly test?: Source;
  readonly validation?: Source;
}

/** What was read, and how it will be used. */
export function dataEvent(prepared: Prepared, source: Source, others: OtherSources): DataEvent {
  const { table, schema, task, classes, metric, direction, sizes, problem, folds } = prepared;
  const [{ targets }] = prepared.measures;
  const count = (kind: string) => schema.inputs.filter((column) => column.kind === kind).length;
  return {
    event: 'data',
    file: source.file,
    bytes: source.bytes,
    rows: prepared.fileRows,
    columns: table.columns.length,
    target: oneOrMany(namesOf(schema.target)),
    scales: targets && scalesOf(targets),
    task,
    classes: task === 'regression' ? undefined : classes,
    metric,
    direction,
    inputs: {
      number: count('number'),
      category: count('category'),
      boolean: count('boolean'),
      date: count('date'),
      ordinal: count('ordinal'),
      cyclic: count('cyclic'),
      encoded: problem.inputs,
    },
    split: {
      ...sizes,
      testFile: others.test?.file,
      validationFile: others.validation?.file,
      folds,
      by: prepared.splitBy,
      described: prepared.described,
    },
    assumptions: prepared.assumptions,
  };
}
