import type { BinnedColumn } from '../../../insight/residuals/bins.js';
import type { ColumnErrors } from '../../../insight/residuals/column-errors.js';
import { standOut } from '../../../insight/residuals/stand-out.js';
import { rounded } from '../rounded.js';
import { seenClasses } from './classes.js';
import { columnBins } from './column-bins.js';
import { seenNumbers } from './numbers.js';
import type { Residuals } from './residuals.js';
import type { ResidualSource, Seen } from './source.js';

const mostColumns = 12;
/** Cells that are read: more rows than that leaves are sampled evenly. */
const mostCells = 1_000_000;
const mostRows = 20_000;
/** Of fewer nothing is said. */
const fewestRows = 60;

/** Undefined where too few rows are known that the networks had not learnt. */
export function residualsOf(source: ResidualSource): Residuals | undefined {
  const { prepared, unlearnt } = source;
  const { schema, table } = prepared;
  const { length: rows } = unlearnt.rows;
  if (rows < fewestRows) return undefined;
  const chosen = evenly(rows, schema.inputs.length);
  const own = Uint32Array.from(chosen, (i) => unlearnt.rows[i]!);
  const columns = schema.inputs
    .map((input) => columnBins(input, table, own, schema.missing))
    .filter(({ bins }) => bins.length > 0);
  const seen = prepared.task === 'regression' ? seenNumbers(source) : [seenClasses(source)];
  const tested = findings(columns, seen, chosen);
  return {
    rows,
    ...(own.length < rows && { sample: own.length }),
    columns: columns.length,
    tests: tested.tests,
    targets: seen.map(({ told }, k) => ({ ...told, columns: tested.columns[k]! })),
  };
}

/** All rows, or so many at equal distances as are worth reading. */
function evenly(rows: number, columns: number): Uint32Array {
  const most = Math.max(500, Math.min(mostRows, Math.floor(mostCells / Math.max(1, columns))));
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/** How often anything at all may be found where nothing is, over all targets. */
const level = 0.05;

function findings(columns: readonly BinnedColumn[], seen: readonly Seen[], chosen: Uint32Array) {
  const pick = (values: Float64Array) => Float64Array.from(chosen, (i) => values[i]!);
  const each = seen.map(({ measures, truth }) =>
    standOut(
      columns,
      measures.map(({ name, values }) => ({ name, values: pick(values) })),
      { level: level / seen.length, ...(truth && { truth: pick(truth) }) },
    ),
  );
  return {
    tests: each.reduce((all, { tests }) => all + tests, 0),
    columns: each.map(({ columns: found }) => found.slice(0, mostColumns).map(short)),
  };
}

const short = ({ name, measure, bins, found }: ColumnErrors): ColumnErrors => {
  const shortBin = ({
    mean: own,
    half,
    elsewhere,
    chance,
    truth,
    ...rest
  }: ColumnErrors['bins'][number]) => ({
    ...rest,
    mean: rounded(own),
    half: rounded(half),
    elsewhere: rounded(elsewhere),
    chance: rounded(chance),
    ...(truth && { truth: { mean: rounded(truth.mean), elsewhere: rounded(truth.elsewhere) } }),
  });
  return { name, measure, bins: bins.map(shortBin), found: found.map(shortBin) };
};
