import { readDate } from '../../data/date.js';
import { numberCells } from '../../data/encode/cells.js';
import { type ColumnEncoding, widthOf } from '../../data/encode/encoder.js';
import { flagValue } from '../../data/flag-value.js';
import { missingTest } from '../../data/missing.js';
import { quantile } from '../../data/order-statistic.js';
import { type Profile, profileOf } from '../../data/profile.js';
import type { InputColumn, Schema } from '../../data/schema.js';
import type { Column } from '../../data/table.js';
import { encodingWords } from './encoding-words.js';
import type { ColumnInspection, NumberRange } from './inspection.js';

const shownLevels = 5;

/** What an input holds and what it becomes; `encoding` was fitted on the first training part. */
export function inspectInput(
  input: InputColumn,
  encoding: ColumnEncoding | undefined,
  column: Column,
  schema: Schema,
): ColumnInspection {
  const profile = profileOf(column.values, missingTest(schema.missing));
  return {
    name: input.name,
    use: 'input',
    kind: input.kind,
    ...countsOf(profile),
    ...contentOf(input, column, schema, profile),
    ...(encoding && { numbers: widthOf(encoding), encoding: encodingWords(encoding) }),
    flag: `${otherKind(input)} ${flagValue(input.name)}`,
  };
}

export function inspectLeftOut(column: Column, reason: string, schema: Schema): ColumnInspection {
  const profile = profileOf(column.values, missingTest(schema.missing));
  const { flag } = schema.assumptions.find(({ about }) => about === column.name) ?? {};
  const use = 'left out';
  return { name: column.name, use, ...countsOf(profile), ...levelsOf(profile), reason, flag };
}

export function inspectTarget(column: Column, schema: Schema): ColumnInspection {
  const profile = profileOf(column.values, missingTest(schema.missing));
  const kind = schema.target.task === 'regression' ? 'number' : 'category';
  return { name: column.name, use: 'target', kind, ...countsOf(profile), flag: '--target' };
}

/** A column that says how much each row counts. */
export function inspectWeight(column: Column, schema: Schema): ColumnInspection {
  const profile = profileOf(column.values, missingTest(schema.missing));
  return { name: column.name, use: 'weight', kind: 'number', ...countsOf(profile), flag: '--weight' };
}

const countsOf = ({ rows, present, counts, full }: Profile) => ({
  missing: (rows - present) / rows,
  distinct: counts.size,
  ...(full ? {} : { distinctMore: true }),
});

/** What would make something else of it. */
const otherKind = ({ kind }: InputColumn) =>
  kind === 'number' ? '--category' : kind === 'category' ? '--number' : '--ignore';

function contentOf(input: InputColumn, column: Column, schema: Schema, profile: Profile) {
  if (input.kind === 'number') {
    const all = Uint32Array.from(column.values, (_, row) => row);
    return { range: rangeOf(numberCells(column, all, { format: input.format, missing: schema.missing })) };
  }
  if (input.kind === 'date') return { dates: datesOf(profile, (text) => readDate(text, input.order)) };
  return levelsOf(profile);
}

export function rangeOf(values: Float64Array): NumberRange {
  const ascending = values.filter((x) => !Number.isNaN(x)).sort();
  return { smallest: ascending[0]!, median: quantile(ascending, 0.5), largest: ascending.at(-1)! };
}

const levelsOf = ({ counts }: Profile) => ({
  levels: [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, shownLevels)
    .map(([name, rows]) => ({ name, rows })),
});

function datesOf({ counts }: Profile, read: (text: string) => ReturnType<typeof readDate>): [string, string] {
  const known = [...counts.keys()].flatMap((text) => {
    const when = read(text);
    return when ? [{ text, at: [when.year, when.month, when.day, when.hour ?? 0] }] : [];
  });
  known.sort((a, b) => a.at.map((x, i) => x - b.at[i]!).find((x) => x !== 0) ?? 0);
  return [known[0]?.text ?? '', known.at(-1)?.text ?? ''];
}
