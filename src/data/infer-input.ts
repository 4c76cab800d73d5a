import { usageError } from '../error.js';
import { count, whole } from '../math/numeral.js';
import { enough, type Reading, readAsDates, readAsNumbers } from './column-kind.js';
import { type DateOrder, digitOrders, readDate, writtenOrders } from './date.js';
import { fewestRowsOfLevel } from './encode/levels.js';
import { flagValue } from './flag-value.js';
import { areCodes, isIdentifier, isProse } from './identifier.js';
import { cyclic, forcedCyclic } from './infer-cyclic.js';
import { forcedOrdinal, ordinal } from './infer-ordinal.js';
import { readPlain } from './number-format.js';
import { distinctTexts, type Profile } from './profile.js';
import type { InputColumn } from './schema.js';
import { splitWay } from './split/way.js';
import type { Assumption } from './task.js';
import { areTruths } from './truth.js';
import type { ColumnFacts, Rule, Verdict } from './verdict.js';

export type { ColumnFacts, Verdict } from './verdict.js';

/** Decides what an input column is: the first of these rules that has an opinion. */
export function inferInput(facts: ColumnFacts): Verdict {
  for (const rule of rules) {
    const verdict = rule(facts);
    if (verdict) return verdict;
  }
  return asCategory(facts);
}

const ignored: Rule = ({ name, options }) =>
  options.ignore?.includes(name) ? { leftOut: 'ignored as you asked', assumptions: [] } : undefined;

const empty: Rule = (facts) =>
  facts.profile.present === 0 ? leaveOut(facts, 'it holds nothing') : undefined;

const constant: Rule = (facts) =>
  facts.profile.counts.size === 1 && facts.profile.present === facts.profile.rows
    ? leaveOut(facts, `every row is ${quoted(distinctTexts(facts.profile)[0]!)}`)
    : undefined;

const forcedCategory: Rule = (facts) =>
  facts.options.category?.includes(facts.name) ? asCategory(facts) : undefined;

const forcedNumber: Rule = (facts) => {
  const { name, profile, delimiter, options } = facts;
  if (!options.number?.includes(name)) return undefined;
  const { way, share, unreadable, doubtful } = readAsNumbers(profile, delimiter);
  if (share < 0.5)
    throw usageError(
      `column "${name}" was named with --number, but most of it is no number (such as ${quoted(unreadable[0] ?? doubtful[0]!)}).`,
      `Leave out --number ${flagValue(name)}.`,
    );
  return {
    column: { kind: 'number', name, format: way },
    assumptions: takenAsMissing(facts, unreadable, doubtful),
  };
};

/** What groups rows is a name for them, of which new rows will have others. */
const groupName: Rule = (facts) => {
  const way = splitWay(facts.options.split);
  if (way.kind !== 'group' || way.column !== facts.name) return undefined;
  const flag = `--category ${flagValue(facts.name)} or --number ${flagValue(facts.name)}`;
  return leaveOut(facts, 'it names the groups of the split', flag);
};

const forcedDate: Rule = ({ name, profile, options }) => {
  if (!options.date?.includes(name)) return undefined;
  const [best] = readAsDates(profile, [...writtenOrders, ...digitOrders]);
  const example = quoted((best!.unreadable[0] ?? distinctTexts(profile)[0])!);
  if (best!.share < 0.5)
    throw usageError(
      `column "${name}" was named with --date, but most of it is no date (such as ${example}).`,
      `Leave out --date ${flagValue(name)}.`,
    );
  return { column: { kind: 'date', name, order: best!.way }, assumptions: [] };
};

const truth: Rule = ({ name, profile }) => {
  const [a, b] = distinctTexts(profile);
  if (profile.counts.size !== 2 || !areTruths(a!, b!)) return undefined;
  return { column: { kind: 'boolean', name }, assumptions: [] };
};

const number: Rule = (facts) => {
  const { name, profile, delimiter } = facts;
  const reading = readAsNumbers(profile, delimiter);
  if (reading.share < enough && !hasOneMarker(profile, reading)) return undefined;
  if (!reading.way.decorated) {
    if (isIdentifier(name, facts.values, profile))
      return leaveOut(facts, 'it numbers the rows', `--number ${flagValue(name)}`);
    if (areCodes(profile)) return codes(facts);
  }
  const decorated = reading.way.decorated
    ? [assume(name, decoratedText(profile, reading.way.decimal), 'category')]
    : [];
  const assumptions = [...decorated, ...takenAsMissing(facts, reading.unreadable, reading.doubtful)];
  return { column: { kind: 'number', name, format: reading.way }, assumptions };
};

/** Mostly numbers, and one text that stands again and again where a number is missing, as "unbekannt". */
const hasOneMarker = (profile: Profile, { share, unreadable }: Reading<unknown>) =>
  share >= 0.5 &&
  unreadable.length === 1 &&
  profile.counts.get(unreadable[0]!)! > 1 &&
  profile.counts.size > fewestNumbers;

const fewestNumbers = 5;

const date: Rule = ({ name, profile }) => {
  const [best, second] = readAsDates(profile);
  if (best!.share < enough) return undefined;
  const order = best!.way;
  const texts = distinctTexts(profile);
  const example = quoted(texts.find((text) => readDate(text, order) !== undefined)!);
  const isDoubtful =
    second!.share === best!.share && texts.some((text) => readsOtherwise(text, order, second!.way));
  const doubt = isDoubtful ? `; ${orders[second!.way]} would fit as well` : '';
  const text = `${example} is read as a date (${orders[order]}${doubt}) and used as its parts and the days gone by`;
  return { column: { kind: 'date', name, order }, assumptions: [assume(name, text, 'ignore')] };
};

const readsOtherwise = (text: string, one: DateOrder, other: DateOrder) =>
  readDate(text, one)?.day !== readDate(text, other)?.day;

const orders: Record<DateOrder, string> = {
  ymd: 'year, month, day',
  mdy: 'month, day, year',
  dmy: 'day, month, year',
  compact: 'year, month, day',
  unix: 'seconds since 1970',
};

/** With fewer rows than this for each different text, nothing can be learnt about any one of them. */
const rowsForLevel = 2;

const nearlyUnique: Rule = (facts) => {
  const { profile } = facts;
  if (profile.counts.size <= 2 || profile.distinctShare <= 1 / rowsForLevel) return undefined;
  const example = quoted(distinctTexts(profile)[0]!);
  const what = isProse(profile) ? 'it holds free text' : 'nearly every row has a value of its own';
  return leaveOut(facts, `${what} (such as ${example})`, `--category ${flagValue(facts.name)}`);
};

const rules: readonly Rule[] = [
  ignored,
  empty,
  constant,
  forcedCategory,
  forcedOrdinal,
  forcedCyclic,
  forcedNumber,
  forcedDate,
  groupName,
  truth,
  ordinal,
  cyclic,
  number,
  date,
  nearlyUnique,
];

/** Categories of fewer levels are joined without a word. */
const worthSaying = 50;

function asCategory(facts: ColumnFacts): Verdict {
  const { name, profile } = facts;
  const column = category(facts);
  const fewest = fewestRowsOfLevel(profile.rows);
  const rare = [...profile.counts.values()].filter((count) => count < fewest).length;
  if (profile.counts.size <= worthSaying || rare === 0) return { column, assumptions: [] };
  const text = `of ${profile.full ? '' : 'more than '}${whole(profile.counts.size)} levels those in fewer than about ${fewest} rows (${whole(rare)}) are joined`;
  return { column, assumptions: [assume(name, text, 'ignore')] };
}

const category = ({ name, options }: ColumnFacts): InputColumn => ({
  kind: 'category',
  name,
  missing: options.missing ?? [],
});

function codes(facts: ColumnFacts): Verdict {
  const example = distinctTexts(facts.profile).find((text) => text.startsWith('0'))!;
  const flag = `--number ${flagValue(facts.name)}`;
  if (facts.profile.distinctShare > 1 / rowsForLevel)
    return leaveOut(facts, `nearly every row has a code of its own (such as ${quoted(example)})`, flag);
  const text = `codes such as ${quoted(example)} are read as categories`;
  return { column: category(facts), assumptions: [{ about: facts.name, text, flag }] };
}

function decoratedText(profile: Profile, decimal: '.' | ','): string {
  const example = distinctTexts(profile).find((text) => Number.isNaN(readPlain(text))) ?? '';
  return `${quoted(example)} is read as a number${decimal === ',' ? ' with a decimal comma' : ''}`;
}

function takenAsMissing(
  { name, profile }: ColumnFacts,
  unreadable: readonly string[],
  doubtful: readonly string[],
): Assumption[] {
  const texts = [...unreadable, ...doubtful];
  if (texts.length === 0) return [];
  const rows = texts.reduce((sum, text) => sum + (profile.counts.get(text) ?? 0), 0);
  const shown = texts.slice(0, 3).map(quoted).join(', ') + (texts.length > 3 ? ', …' : '');
  const text = `${shown} (${count(rows, 'row')}) taken as missing among numbers`;
  return [assume(name, text, 'category')];
}

const quoted = (text: string) => `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;

const assume = (name: string, text: string, flag: 'category' | 'number' | 'ignore'): Assumption => ({
  about: name,
  text,
  flag: `--${flag} ${flagValue(name)}`,
});

function leaveOut({ name }: ColumnFacts, reason: string, flag?: string): Verdict {
  return { leftOut: reason, assumptions: [{ about: name, text: `left out: ${reason}`, flag }] };
}
