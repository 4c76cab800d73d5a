import { mostly } from '../../math/numeral.js';
import { presentTexts } from '../encode/cells.js';
import { flagValue } from '../flag-value.js';
import type { InputColumn } from '../schema.js';
import { columnNamed } from '../table.js';
import { ofSample, rowsOfColumns, sampleOf } from './sample.js';
import type { Check, Seen, Warning } from './warning.js';

/** Rows that are enough to know a share by. */
const mostRows = 20_000;
const least = { missing: 0.4, oneValue: 0.9 };
const shown = 4;

/** Columns that say little, for much of them is missing or nearly all of them is one value: a line for all of a kind. */
export const flatColumns: Check = (seen) => {
  const rows = sampleOf(seen.pool, rowsOfColumns(seen.inputs.length, mostRows), seen.seed);
  const columns = seen.inputs.map((input) => shapeOf(input, seen, rows));
  const where = ofSample(rows.length, seen.pool.length);
  return [...gaps(columns, seen, where), ...oneValue(columns, where)];
};

interface Shape {
  readonly name: string;
  /** Shares of the rows. */
  readonly missing: number;
  readonly most: number;
  readonly value: string;
}

function shapeOf({ name }: InputColumn, { table, missing: texts }: Seen, rows: Uint32Array): Shape {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const text of presentTexts(columnNamed(table, name), rows, texts))
    if (text === undefined) missing += 1;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  let [value, most] = ['', 0];
  for (const [text, times] of counts) if (times > most) [value, most] = [text, times];
  return { name, missing: missing / rows.length, most: most / rows.length, value };
}

function gaps(columns: readonly Shape[], { table }: Seen, where: string): Warning[] {
  const gappy = columns.filter(({ missing }) => missing >= least.missing);
  if (gappy.length === 0) return [];
  gappy.sort((a, b) => b.missing - a.missing);
  const [first] = gappy;
  const text =
    gappy.length === 1
      ? `${mostly(first!.missing)}${where} is missing`
      : `much is missing in ${gappy.length} columns: ${listed(gappy, ({ name, missing }) => `${name} ${mostly(missing)}`)}${where}`;
  return [
    {
      kind: 'missing_values',
      about: gappy.length === 1 ? first!.name : table.name,
      text: `${text}; the network is told where, and learns from that too`,
      flags: [`--ignore ${flagValue(first!.name)}`],
      evidence: { columns: gappy.map(({ name }) => name), shares: gappy.map(({ missing }) => missing) },
      trust: false,
    },
  ];
}

function oneValue(columns: readonly Shape[], where: string): Warning[] {
  const flat = columns.filter(({ most }) => most >= least.oneValue);
  if (flat.length === 0) return [];
  flat.sort((a, b) => b.most - a.most);
  const [first] = flat;
  const said = ({ name, value, most }: Shape) => `${name} is ${quoted(value)} in ${mostly(most)}`;
  return [
    {
      kind: 'one_value',
      about: flat.length === 1 ? first!.name : `${flat.length} columns`,
      text:
        flat.length === 1
          ? `it is ${quoted(first!.value)} in ${mostly(first!.most)} of the rows${where}: the rest is learnt from few`
          : `each has one value in 90 % of the rows or more, and the rest is learnt from few: ${listed(flat, said)}${where}`,
      flags: [`--ignore ${flagValue(first!.name)}`],
      evidence: {
        columns: flat.map(({ name }) => name),
        values: flat.map(({ value }) => value),
        shares: flat.map(({ most }) => most),
      },
      trust: false,
    },
  ];
}

function listed(columns: readonly Shape[], say: (column: Shape) => string): string {
  const left = columns.length - shown;
  return `${columns.slice(0, shown).map(say).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

const quoted = (text: string) => `"${text.length > 20 ? `${text.slice(0, 19)}…` : text}"`;
