import { histogramOf } from '../../data/histogram.js';
import type { ProposedTarget } from '../../data/propose-target.js';
import { namesOf } from '../../data/schema.js';
import { columnNamed, type Table } from '../../data/table.js';
import { columnOf } from '../../data/target.js';
import { formatSpace } from '../../space/format.js';
import type { Budget } from '../budget.js';
import type { DataEvent } from '../event.js';
import { headsUp } from '../heads-up.js';
import type { Prepared } from '../prepare.js';
import { defaultSpace } from '../space.js';
import { inspectInput, inspectLeftOut, inspectTarget, inspectWeight, rangeOf } from './column.js';
import type { ColumnInspection, Inspection, Level, TargetInspection } from './inspection.js';

export interface InspectJob {
  readonly prepared: Prepared;
  readonly data: DataEvent;
  /** How the target was found, when none was named. */
  readonly proposed?: ProposedTarget;
  readonly budget: Budget;
  readonly workers: number;
  readonly seed: number;
}

/** All that tuning would take for granted about a prepared table. */
export function inspectPrepared({ prepared, data, proposed, ...plan }: InspectJob): Inspection {
  const { event: _, ...read } = data;
  return {
    event: 'inspection',
    data: read,
    format: formatOf(prepared.table),
    targets: targetsOf(prepared),
    proposed: proposed && { why: proposed.why, others: proposed.others },
    columns: prepared.table.columns.map(({ name }) => inspectColumn(name, prepared)),
    warnings: headsUp(prepared, plan.seed),
    space: formatSpace(defaultSpace(prepared.problem)),
    ...plan,
  };
}

function formatOf({ delimiter, format = 'records' }: Table): string {
  if (format !== 'CSV' || delimiter === ',') return format;
  return delimiter === '\t' ? 'TSV' : `text separated by "${delimiter}"`;
}

const bins = 60;

function targetsOf({ schema, target, classes, task }: Prepared): TargetInspection[] {
  return namesOf(schema.target).map((name, k) => {
    const all = columnOf(target.values, target.width, k);
    const values = Float64Array.from(target.rows, (row) => all[row]!);
    return task === 'regression'
      ? { name, histogram: histogramOf(values, bins), range: rangeOf(values) }
      : { name, classes: levelsOf(values, classes) };
  });
}

function levelsOf(codes: Float64Array, classes: readonly string[]): Level[] {
  const counts = new Uint32Array(classes.length);
  for (const code of codes) counts[code]! += 1;
  return classes.map((name, code) => ({ name, rows: counts[code]! })).sort((a, b) => b.rows - a.rows);
}

function inspectColumn(name: string, { table, schema, fitted }: Prepared): ColumnInspection {
  const column = columnNamed(table, name);
  const input = schema.inputs.find((each) => each.name === name);
  if (input !== undefined) {
    const encoding = fitted(0).encoder.columns.find((each) => each.name === name);
    return inspectInput(input, encoding, column, schema);
  }
  if (name === schema.weight?.name) return inspectWeight(column, schema);
  const leftOut = schema.leftOut.find((each) => each.name === name);
  return leftOut ? inspectLeftOut(column, leftOut.reason, schema) : inspectTarget(column, schema);
}
