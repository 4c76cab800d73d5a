import { padEnd, padStart, width, wrap } from './width.js';

export interface TableOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly indent?: number;
  /** Columns (from 0) whose text stands at the right. */
  readonly right?: readonly number[];
  /** What is done to the first row. */
  readonly header?: (line: string) => string;
  /** Blanks between columns. */
  readonly gap?: number;
  /** With less room than this the last column goes below its row. */
  readonly least?: number;
}

/** Rows in aligned columns; the last column is wrapped to what is left of the line. Where the columns do not fit, cells follow their row's name. */
export function table(rows: readonly (readonly string[])[], options: TableOptions): string[] {
  const lines = aligned(rows, options);
  const fits = lines.every((line) => width(line) < options.columns);
  return fits || !options.header || rows.length < 2 ? lines : stacked(rows, options);
}

/** Each row's first cell, and below it the others with their names. */
function stacked([names, ...rows]: readonly (readonly string[])[], options: TableOptions): string[] {
  const { columns, indent = 2, header = (line: string) => line } = options;
  const cellsOf = (row: readonly string[]) =>
    row
      .slice(1)
      .flatMap((cell, j) => (/^-?$/.test(cell.trim()) ? [] : [`${names![j + 1]!.trim()} ${cell.trim()}`]));
  const inside = ' '.repeat(indent + 4);
  return [
    header(`${' '.repeat(indent)}${names![0]!.trimEnd()}`),
    ...rows.flatMap((row) => [
      ...wrap(row[0]!, Math.max(columns - indent - 1, 10)).map((line) => ' '.repeat(indent) + line),
      ...wrap(cellsOf(row).join(', '), Math.max(columns - indent - 5, 10)).map((line) => inside + line),
    ]),
  ];
}

function aligned(rows: readonly (readonly string[])[], options: TableOptions): string[] {
  const { indent = 2, gap = 3, least = 18 } = options;
  const last = rows[0]!.length - 1;
  const widths = Array.from({ length: last }, (_, j) => Math.max(...rows.map((row) => width(row[j]!))));
  const start = indent + widths.reduce((sum, each) => sum + each + gap, 0);
  const room = options.columns - start - 1;
  const beside = room >= least || rows.every((row) => width(row[last]!) <= room);
  // Under the second of several columns, when there is room for that.
  const second = last > 1 ? indent + widths[0]! + gap + 2 : 0;
  const under = options.columns - second >= 20 ? Math.max(6, second) : 6;
  return rows.flatMap((row, i) => {
    const cells = widths.map((columns, j) =>
      (options.right?.includes(j) ? padStart : padEnd)(row[j]!, columns),
    );
    const head = ' '.repeat(indent) + cells.map((cell) => cell + ' '.repeat(gap)).join('');
    const lines = beside
      ? hang(head, wrap(row[last]!, room), start)
      : below(head, row[last]!, options.columns, under);
    return i === 0 && options.header ? lines.map(options.header) : lines;
  });
}

const below = (head: string, text: string, columns: number, under: number) => [
  head.trimEnd(),
  ...(text === ''
    ? []
    : wrap(text, Math.max(columns - under - 1, 10)).map((line) => ' '.repeat(under) + line)),
];

const hang = (head: string, [first = '', ...rest]: string[], start: number) => [
  (head + first).trimEnd(),
  ...rest.map((line) => ' '.repeat(start) + line),
];

/** A paragraph, or an item of a list, with its following lines under its first word. */
export function paragraph(text: string, columns: number, mark = ''): string[] {
  const [first = '', ...rest] = wrap(held(text), Math.max(columns - 3 - mark.length, 10)).map(freed);
  return [`  ${mark}${first}`, ...rest.map((line) => `  ${' '.repeat(mark.length)}${line}`)];
}

/** A figure and its percent sign stay on one line. */
const held = (text: string) => text.replace(/(\d) %/g, '$1\u00a0%');
const freed = (line: string) => line.replaceAll('\u00a0', ' ');

/** A line that is too long, in several: the following ones further in. */
export function fold(line: string, columns: number): string[] {
  if (width(line) < columns) return [line];
  const indent = /^ */.exec(line)![0];
  const [first = '', ...rest] = wrap(line, columns - indent.length - 9);
  return [indent + first, ...rest.map((each) => `${indent}        ${each}`)];
}
