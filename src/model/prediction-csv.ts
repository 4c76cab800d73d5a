import Papa from 'papaparse';
import type { Table } from '../data/table.js';
import type { Prediction } from './predict.js';

const rowsAtOnce = 5000;

/**
 * The table as CSV text with its own delimiter and every row in order, `prediction` appended (`prediction_<target>` for each of several) and, for
 * classes, `probability_<class>`, for numbers with an interval `prediction_low` and `prediction_high`; in pieces, so that a
 * large table is never one string. A name that the table already has gets a number.
 */
export function* predictionCsv(table: Table, prediction: Prediction): Generator<string> {
  const added = addedColumns(prediction);
  const names = table.columns.map((column) => column.name);
  for (const { name } of added) names.push(freeName(name, names));
  const options = { delimiter: table.delimiter, newline: '\n' };
  const given = table.columns.map(({ values }) => values);
  yield `${Papa.unparse([names], options)}\n`;
  for (let start = 0; start < table.rows; start += rowsAtOnce) {
    const end = Math.min(table.rows, start + rowsAtOnce);
    const rows: string[][] = [];
    for (let row = start; row < end; row++)
      rows.push([...given.map((values) => values[row]!), ...added.map((column) => column.text(row))]);
    yield `${Papa.unparse(rows, options)}\n`;
  }
}

interface AddedColumn {
  readonly name: string;
  text(row: number): string;
}

function addedColumns(prediction: Prediction): AddedColumn[] {
  if (prediction.task === 'regression') return numberColumns(prediction);
  const { classes, codes, probabilities } = prediction;
  return [
    { name: 'prediction', text: (row) => classes[codes[row]!]! },
    ...classes.map((name, k) => ({
      name: `probability_${name}`,
      text: (row: number) => shortNumber(probabilities[row * classes.length + k]!),
    })),
  ];
}

function numberColumns({
  targets,
  values,
  interval,
}: Extract<Prediction, { task: 'regression' }>): AddedColumn[] {
  const { length } = targets;
  return targets.flatMap((target, k) => {
    const title = length === 1 ? 'prediction' : `prediction_${target}`;
    const column = (name: string, numbers: Float64Array): AddedColumn => ({
      name,
      text: (row) => shortNumber(numbers[row * length + k]!),
    });
    const own = column(title, values);
    if (interval === undefined) return [own];
    return [own, column(`${title}_low`, interval.low), column(`${title}_high`, interval.high)];
  });
}

/** Seven significant digits: what the networks' float32 arithmetic holds. */
const shortNumber = (x: number) => String(Number(x.toPrecision(7)));

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let i = 2; taken.includes(free); i++) free = `${name}_${i}`;
  return free;
}
