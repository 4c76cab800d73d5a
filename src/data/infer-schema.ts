import { dataError, usageError } from '../error.js';
import { classWeightAssumption, refuseClassWeights } from './class-weights.js';
import { capsToDrop } from './drop-capped.js';
import { flagValue } from './flag-value.js';
import { inferInput, type Verdict } from './infer-input.js';
import { inferTargets } from './infer-targets.js';
import { markerAssumptions } from './markers.js';
import { missingTest } from './missing.js';
import { type Profile, profileOf } from './profile.js';
import { readTarget } from './read-target.js';
import { type InputColumn, namesOf, type Schema } from './schema.js';
import { splitColumn, splitWay } from './split/way.js';
import { type Column, columnNamed, listOf, type Table } from './table.js';
import { type Assumption, type DataOptions, targetNames } from './task.js';
import { weightColumn } from './weight.js';

/** Fewer rows than this cannot be split into parts that say anything. */
export const fewestRows = 10;

/**
 * Decides what each column of a table is and what is predicted, and says what it took for granted. Throws a data or usage error
 * for a column that does not exist, a target that cannot be learnt, and a table without usable inputs or enough rows.
 */
export function inferSchema(table: Table, options: DataOptions, testIsElsewhere = false): Schema {
  refuseContradictions(table, options);
  if (table.rows < fewestRows) throw tooFewRows(table, table.rows);
  const { target, assumptions } = inferTargets(table, options);
  const weight = weightColumn(table, options);
  refuseClassWeights(options.classWeights, target);
  const others = table.columns.filter(({ name }) => !namesOf(target).includes(name) && name !== weight?.name);
  const isMissing = missingTest(options.missing);
  const profiles = others.map(({ values }) => profileOf(values, isMissing));
  const verdicts = others.map((column, i) => verdictOn(column, profiles[i]!, table, options));
  const schema: Schema = {
    target,
    ...(weight && { weight }),
    inputs: verdicts.flatMap((verdict) => (verdict.column ? [verdict.column] : [])),
    leftOut: others.flatMap(({ name }, i) => {
      const reason = verdicts[i]!.leftOut;
      return reason === undefined ? [] : [{ name, reason }];
    }),
    assumptions: [],
    missing: options.missing ?? [],
  };
  refuseNoInputs(schema);
  const used = others.flatMap(({ name }, i) =>
    verdicts[i]!.column ? [{ name, profile: profiles[i]! }] : [],
  );
  const dropped = capsToDrop(schema, table, options);
  const caps = dropped.values.some((own) => own.length > 0) ? { caps: dropped.values } : {};
  return {
    ...schema,
    ...caps,
    assumptions: [
      ...tableAssumptions(table, options),
      ...assumptions,
      ...weighing(schema, options),
      ...droppedRows(schema, table, options),
      ...dropped.assumptions,
      ...verdicts.flatMap((verdict) => verdict.assumptions),
      ...markerAssumptions(used, options.missing ?? []),
      ...(testIsElsewhere ? [] : orderOfTime(schema.inputs, options)),
    ],
  };
}

function verdictOn({ name, values }: Column, profile: Profile, table: Table, options: DataOptions): Verdict {
  return inferInput({ name, values, profile, delimiter: table.delimiter, options });
}

function refuseContradictions(table: Table, options: DataOptions) {
  const { ignore = [], category = [], number = [], date = [], ordinal = {}, cyclic = {} } = options;
  const kinds = { category, number, date, ordinal: Object.keys(ordinal), cyclic: Object.keys(cyclic) };
  const targets = targetNames(options);
  if (targets.length === 0) throw usageError('no target is given.', 'Name the column to predict.');
  const by = splitColumn(splitWay(options.split));
  const splitting = by === undefined ? [] : [by];
  for (const name of [...targets, ...ignore, ...Object.values(kinds).flat(), ...splitting])
    columnNamed(table, name);
  const twice = targets.find((name, place) => targets.indexOf(name) < place);
  if (twice !== undefined)
    throw usageError(`column "${twice}" is named as the target twice.`, 'Name each target once.');
  const ignored = targets.find((name) => ignore.includes(name));
  if (ignored !== undefined)
    throw usageError(
      `column "${ignored}" is the target and cannot be ignored.`,
      'Drop one of the two flags.',
    );
  for (const [kind, names] of Object.entries(kinds))
    for (const name of kind === 'number' ? [] : names)
      if (targets.includes(name))
        throw usageError(
          `column "${name}" is the target; --${kind} is for columns that are learnt from.`,
          kind === 'category'
            ? 'To predict it as classes: --task binary or --task multiclass.'
            : `Drop --${kind} for it.`,
        );
  if (by !== undefined && targets.includes(by))
    throw usageError(
      `column "${by}" is the target and cannot decide the split as well.`,
      'Name another column with --split.',
    );
  refuseTwoKinds(kinds);
}

const called = (kind: string) => (kind === 'ordinal' || kind === 'cyclic' ? kind : `a ${kind}`);

function refuseTwoKinds(kinds: Readonly<Record<string, readonly string[]>>) {
  const named = Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => ({ kind, name })));
  for (const { kind, name } of named) {
    const other = named.find((each) => each.name === name && each.kind !== kind);
    if (other === undefined) continue;
    throw usageError(
      `column "${name}" cannot be both ${called(kind)} and ${called(other.kind)}.`,
      `Drop --${kind} or --${other.kind} for it.`,
    );
  }
}

const tooFewRows = (table: Table, rows: number) =>
  dataError(
    `${table.name} has ${rows} usable row${rows === 1 ? '' : 's'}; at least ${fewestRows} are needed to train, validate and test.`,
    'Give more rows.',
  );

function refuseNoInputs(schema: Schema) {
  if (schema.inputs.length > 0) return;
  const reasons = schema.leftOut.slice(0, 5).map(({ name, reason }) => `"${name}": ${reason}`);
  throw dataError(
    `no column is left to predict ${listOf(namesOf(schema.target))} from${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}.`,
    schema.leftOut.length > 0
      ? 'Give columns that vary, or keep one with --number COLUMN or --category COLUMN.'
      : 'Give at least one other column.',
  );
}

function tableAssumptions(table: Table, options: DataOptions): Assumption[] {
  const about = table.name;
  const notes: Assumption[] = table.notes.map((note) => ({ about, ...note }));
  if (table.delimiter === ',' || options.delimiter !== undefined) return notes;
  const shown = table.delimiter === '\t' ? 'tabs' : `"${table.delimiter}"`;
  return [{ about, text: `fields are separated by ${shown}`, flag: '--delimiter' }, ...notes];
}

function droppedRows(schema: Schema, table: Table, options: DataOptions): Assumption[] {
  const { unread, weights, rows } = readTarget(schema, table, options);
  if (rows.length < fewestRows) throw tooFewRows(table, rows.length);
  const flag = '--drop-bad-rows';
  const without = (names: readonly string[], count: number) => {
    const which = names.map((name) => `"${name}"`).join(' or ');
    const text = `${rowsOf(count)} without a readable ${which} left out`;
    return count === 0 ? [] : [{ about: names.join(', '), text, flag }];
  };
  const said = without(namesOf(schema.target), unread);
  if (schema.weight === undefined || weights === undefined) return said;
  const { name } = schema.weight;
  const idle = weights.filter((each) => each === 0).length;
  const unweighed = without([name], weights.filter(Number.isNaN).length);
  const text = `${rowsOf(idle)} of weight 0 left out`;
  return [...said, ...unweighed, ...(idle === 0 ? [] : [{ about: name, text }])];
}

const rowsOf = (count: number) => `${count} row${count === 1 ? '' : 's'}`;

function weighing({ target, weight }: Schema, { classWeights }: DataOptions): Assumption[] {
  const text = 'says how much each row counts, in training and in every score; it is no input';
  const tilt = classWeightAssumption(classWeights, target);
  return [...(weight ? [{ about: weight.name, text, flag: '--weight' }] : []), ...(tilt ? [tilt] : [])];
}

function orderOfTime(inputs: readonly InputColumn[], { split }: DataOptions): Assumption[] {
  const dated = inputs.find((column) => column.kind === 'date');
  if (dated === undefined || splitWay(split).kind !== 'random') return [];
  const text = 'rows are split at random; to be judged on the future, split them by time';
  return [{ about: dated.name, text, flag: `--split time:${flagValue(dated.name)}` }];
}
