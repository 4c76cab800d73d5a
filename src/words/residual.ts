import type { Place } from '../insight/residuals/bins.js';
import type { BinErrors, ColumnErrors } from '../insight/residuals/column-errors.js';
import type { LossShare } from '../insight/residuals/loss-shares.js';
import { exactly } from '../math/numeral.js';
import type { TargetResiduals } from '../tune/evidence/residuals/residuals.js';
import { inWords } from './names.js';
import { count, digits, percent, times } from './number.js';

// How it is said where a model is wrong, the same in `explain` and in the report.

const value = (each: number | string) => (typeof each === 'number' ? exactly(each) : each);

/** `C`, `from 12 to 20`, `up to 12`, `missing`: a place without its column. */
export function placeName(place: Place): string {
  switch (place.kind) {
    case 'level':
      return place.level;
    case 'others':
      return place.levels === 1 ? 'a rarer level' : `one of ${place.levels} rarer levels`;
    case 'missing':
      return 'missing';
    case 'range':
      if (place.from === place.to) return value(place.from);
      if (place.end === 'first') return `up to ${value(place.to)}`;
      if (place.end === 'last') return `from ${value(place.from)} up`;
      return `from ${value(place.from)} to ${value(place.to)}`;
  }
}

/** `where zone is C`. */
const whereWords = (column: string, place: Place) => `where ${column} is ${placeName(place)}`;

/** How far off, against elsewhere: `Errors in price are larger where zone is C: 41.2 on average, elsewhere 18.3`. */
export function findingTitle(
  { name, measure, found }: ColumnErrors,
  { target, wrong }: TargetResiduals,
): string {
  const [first] = found;
  const where = whereWords(name, first!.place);
  const { mean, elsewhere } = first!;
  if (measure === 'wrong')
    return `Classes are more often wrong ${where}: ${percent(mean)} of the rows, elsewhere ${percent(elsewhere)}`;
  if (measure === 'bias') return `Predictions of ${target} are ${leanWords(mean)} on average ${where}`;
  return `${wrong === undefined ? `Errors in ${target} are` : 'The log-loss is'} larger ${where}: ${digits(mean)} on average, elsewhere ${digits(elsewhere)}`;
}

/** `12.1 too low`. */
export const leanWords = (bias: number) => `${digits(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'}`;

/** One finding in a sentence, with the rows behind it. */
export function findingText(
  { name, measure }: ColumnErrors,
  { place, rows, mean, elsewhere, truth, alike = [] }: BinErrors,
  { target, wrong }: TargetResiduals,
): string {
  const others = alike.length > 0 ? ` (mostly the same rows: ${alikeWords(alike)})` : '';
  const where = `Where ${name} is ${placeName(place)} (${count(rows, 'row')})`;
  if (measure === 'wrong')
    return `${where}, ${percent(mean)} of the classes are wrong, elsewhere ${percent(elsewhere)}${others}.`;
  if (measure === 'bias')
    return `${where}, ${target} is predicted ${leanWords(mean)} on average; elsewhere ${leanWords(elsewhere)}${others}.`;
  const ratio = elsewhere > 0 ? `, ${times(mean / elsewhere)} times as much as elsewhere` : ', elsewhere';
  return wrong === undefined
    ? `${where}, predictions of ${target} are off by ${digits(mean)} on average${ratio} (${digits(elsewhere)})${truthWords(target, truth)}${others}.`
    : `${where}, the log-loss is ${digits(mean)} on average${ratio} (${digits(elsewhere)})${others}.`;
}

const mostAlike = 3;

/** `x from 6.56 up, z from 4.05 up and 2 more`. */
function alikeWords(alike: NonNullable<BinErrors['alike']>): string {
  const named = alike.slice(0, mostAlike).map(({ name, place }) => `${name} ${placeName(place)}`);
  const more = alike.length - mostAlike;
  return more > 0 ? `${named.join(', ')} and ${more} more` : inWords(named);
}

/** Where what is predicted is larger as well, by how much. */
function truthWords(target: string, truth: BinErrors['truth']): string {
  if (truth === undefined || truth.mean < 1.25 * truth.elsewhere) return '';
  return `; ${target} itself is ${times(truth.mean / truth.elsewhere)} times as high there`;
}

export const nowhere = 'In no column are errors clearly larger anywhere';

/** The rows with the largest errors, three of them. */
export function worstText(target: TargetResiduals): string {
  return target.wrong === undefined ? worstNumbers(target) : worstClasses(target);
}

function worstNumbers({ worst, spread }: TargetResiduals): string {
  const rows = worst
    .slice(0, 3)
    .map(
      ({ row, truth, predicted }) => `${rowWords(row)} (true ${short(truth)}, predicted ${short(predicted)})`,
    );
  return `Most wrong: ${rows.join(', ')}. Half of all predictions are within ${digits(spread.half)}.`;
}

function worstClasses({ worst, wrong = 0 }: TargetResiduals): string {
  const rows = worst.slice(0, 3).map(({ row, truth, predicted, probability = 0 }) => {
    const taken = predicted === truth ? '' : `, taken for ${predicted}`;
    return `${rowWords(row)} (${truth} at ${percent(probability)}${taken})`;
  });
  return wrong > 0
    ? `Most wrong: ${rows.join(', ')}. ${percent(wrong)} of all rows are put into the wrong class.`
    : `No row is put into the wrong class; the least sure: ${rows.join(', ')}.`;
}

const rowWords = (row: number) => `row ${exactly(row)}`;

const short = (each: number | string) => (typeof each === 'number' ? digits(each, 4) : each);

/** What the looking rests on. */
export const basisText = (rows: number, sample: number | undefined, columns: number, tests: number): string =>
  `On ${count(rows, 'row')} that the networks concerned had not learnt, none of them a test row${
    sample === undefined ? '' : ` (by column: ${count(sample, 'row')} of them, at equal distances)`
  }. ${
    tests === 0
      ? 'No column has enough rows in two places to compare them.'
      : `${count(tests, 'difference')} between ranges and levels of ${count(columns, 'column')} and all other rows were tested (Welch, corrected after Holm): where nothing is to be found, something is said of one table in twenty.`
  }`;

export const lossNames: Readonly<Record<LossShare['loss'], string>> = {
  squared: 'squared',
  absolute: 'absolute',
  huber: "Huber's",
  log: 'log-loss',
  focal: 'focal',
};
