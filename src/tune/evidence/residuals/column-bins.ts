import { dateCells, numberCells, presentTexts } from '../../../data/encode/cells.js';
import { cyclicCells } from '../../../data/encode/cyclic.js';
import type { InputColumn } from '../../../data/schema.js';
import { columnNamed, type Table } from '../../../data/table.js';
import { type Bin, type BinnedColumn, levelBins, numberBins } from '../../../insight/residuals/bins.js';

/** A column's rows by what stands in its cells: numbers, dates and times in ranges, all else by its levels. `missing` are further texts that mean missing. */
export function columnBins(
  input: InputColumn,
  table: Table,
  rows: Uint32Array,
  missing: readonly string[],
): BinnedColumn {
  return { name: input.name, bins: binsOf(input, table, rows, missing) };
}

function binsOf(input: InputColumn, table: Table, rows: Uint32Array, missing: readonly string[]): Bin[] {
  const column = columnNamed(table, input.name);
  switch (input.kind) {
    case 'number':
      return numberBins(numberCells(column, rows, { format: input.format, missing }));
    case 'date': {
      const [days] = dateCells(column, rows, { order: input.order }, ['elapsed']);
      return numberBins(days!, dayText);
    }
    case 'cyclic':
      if (input.cycle.by === 'number' || input.cycle.by === 'clock')
        return numberBins(cyclicCells(column, rows, { cycle: input.cycle, missing }));
      return levelBins([...presentTexts(column, rows, missing)]);
    case 'ordinal':
      return levelBins([...presentTexts(column, rows, input.missing)], input.levels);
    case 'category':
      return levelBins([...presentTexts(column, rows, input.missing)]);
    case 'boolean':
      return levelBins([...presentTexts(column, rows, missing)]);
  }
}

const millisecondsOfDay = 86_400_000;

/** Days since 1970 as a date. */
const dayText = (days: number) => new Date(Math.floor(days) * millisecondsOfDay).toISOString().slice(0, 10);
