import { columnNamed, type Table } from '../table.js';
import { sampleOf } from './sample.js';
import type { Rows } from './warning.js';

/** What was found of rows that are judged on among rows that are trained on. */
export interface Twins {
  /** Rows (of the judged ones' table) with a trained row that is the same, target included. */
  readonly same: readonly number[];
  /** Rows whose inputs stand among the trained ones, though only with other targets. */
  readonly contrary: readonly number[];
  /** Different inputs among the judged rows. */
  readonly distinct: number;
  /** Judged rows that were looked for. */
  readonly judged: number;
  /** Whether all trained rows were searched, so that none was missed. */
  readonly isComplete: boolean;
}

/** Rows that are enough to know a share by. */
const mostJudged = 5_000;
/** Cells that are compared in well under a second. */
const mostCells = 4_000_000;

/** Looks for judged rows (a sample of very many) among the trained ones, by the texts of `inputs`. */
export function twinsOf(inputs: readonly string[], trained: Rows, all: Rows, seed: number): Twins {
  const judged = { ...all, rows: sampleOf(all.rows, mostJudged, seed) };
  const own = keysOf(inputs, judged.table);
  const groups = new Map<string, Set<number | string>>();
  for (const row of judged.rows) groups.set(own(row), new Set());
  const candidates = likely(inputs, trained, judged);
  const searched = sampleOf(candidates, Math.ceil(mostCells / inputs.length), seed);
  const other = keysOf(inputs, trained.table);
  for (const row of searched) groups.get(other(row))?.add(answer(trained, row));
  const same: number[] = [];
  const contrary: number[] = [];
  for (const row of judged.rows) {
    const targets = groups.get(own(row))!;
    if (targets.has(answer(judged, row))) same.push(row);
    else if (targets.size > 0) contrary.push(row);
  }
  return {
    same,
    contrary,
    distinct: groups.size,
    judged: judged.rows.length,
    isComplete: searched.length === candidates.length,
  };
}

/** A row's targets as one thing. */
const answer = ({ targets }: Rows, row: number) =>
  targets.length === 1 ? targets[0]!.values[row]! : targets.map(({ values }) => values[row]).join();

const textsOf = (names: readonly string[], table: Table) =>
  names.map((name) => columnNamed(table, name).values);

/** A row's inputs as one text. */
function keysOf(inputs: readonly string[], table: Table): (row: number) => string {
  const columns = textsOf(inputs, table);
  return (row) => columns.map((values) => values[row]!.trim()).join('\u001f');
}

/** Trained rows that agree with a judged one in the column that tells rows apart best: few are left to be compared in full. */
function likely(inputs: readonly string[], trained: Rows, judged: Rows): Uint32Array {
  const texts = textsOf(inputs, judged.table).map(
    (values) => new Set(Array.from(judged.rows, (row) => values[row]!.trim())),
  );
  const best = texts.reduce((a, b, c) => (b.size > texts[a]!.size ? c : a), 0);
  const [values] = textsOf([inputs[best]!], trained.table);
  return trained.rows.filter((row) => texts[best]!.has(values![row]!.trim()));
}
