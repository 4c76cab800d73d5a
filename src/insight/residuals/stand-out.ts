import { holm } from '../../math/holm.js';
import { sum } from '../../math/statistics.js';
import { chanceOf, type Moments, welch } from '../../math/welch.js';
import type { Bin, BinnedColumn, Place } from './bins.js';
import type { BinErrors, ColumnErrors, ErrorMeasure } from './column-errors.js';
import { type Found, type Judged, withoutEchoes } from './echoes.js';
import { everyRow, momentsOf, withoutOf } from './moments.js';

// In which ranges and levels of which columns are errors clearly different from the rest?
//
// Each bin's mean against that of all other rows: Welch's test. All bins, columns and measures are one family, corrected after Holm: where nothing is to
// be found, something is in at most one study of twenty. Beside that a difference must be large enough to matter.

export interface StandOut {
  /** How many differences were tested. */
  readonly tests: number;
  /** Of size and share wrong first, then of bias; within these by how much error more it is in all. Empty where nothing stands out. */
  readonly columns: readonly ColumnErrors[];
}

/** A mean error is worth a word from a quarter more than elsewhere, a bias from a quarter of the mean size of all errors. */
const leastShare = 0.25;

export interface StandOutOptions {
  /** How often anything at all may be found where nothing is; default .05. */
  readonly level?: number;
  /** What is predicted, where how much it is may be told beside. */
  readonly truth?: Float64Array;
}

export function standOut(
  columns: readonly BinnedColumn[],
  measures: readonly ErrorMeasure[],
  { level = 0.05, truth }: StandOutOptions = {},
): StandOut {
  const size = measures.find(({ name }) => name === 'size');
  const worth = size ? leastShare * (sum(size.values) / size.values.length) : 0;
  const families = measures.flatMap((measure) => {
    const all = momentsOf(measure.values, everyRow(measure.values.length));
    return columns.map((column) => ({
      column,
      measure,
      all,
      contrasts: column.bins.map((bin) => contrast(bin, measure, all)),
    }));
  });
  const chances = holm(families.flatMap(({ contrasts }) => contrasts.map(({ chance }) => chance)));
  let at = 0;
  const judged = families.map(({ column: { name, bins }, measure, all, contrasts }) => {
    const own = contrasts.map((each): BinErrors => {
      const chance = chances[at++]!;
      return { ...each, chance, stands: chance < level && matters(each, measure, worth) };
    });
    return { name, measure: measure.name, bins: own, found: joined(bins, own, measure, all) };
  });
  const ordered = judged.filter(({ found }) => found.length > 0).sort(byWeight);
  return { tests: chances.length, columns: withoutEchoes(ordered, truth) };
}

const byWeight = (a: Judged, b: Judged) =>
  Number(a.measure === 'bias') - Number(b.measure === 'bias') || excessOf(b) - excessOf(a);

type Contrast = Omit<BinErrors, 'stands'>;

function contrast({ place, rows }: Bin, { name, values }: ErrorMeasure, all: Moments): Contrast {
  const own = momentsOf(values, rows);
  const rest = withoutOf(all, own);
  const difference = welch(own, rest);
  return {
    place,
    rows: rows.length,
    mean: own.mean,
    half: 1.645 * Math.sqrt(own.variance / own.n),
    elsewhere: rest.mean,
    chance: difference ? chanceOf(difference, name === 'bias' ? 'either' : 'larger') : 1,
  };
}

/** A bin is not off because all others are: its bias must be the larger one. */
function matters({ mean, elsewhere }: Contrast, { name }: ErrorMeasure, worth: number): boolean {
  if (name !== 'bias') return mean > (1 + leastShare) * elsewhere;
  return Math.abs(mean - elsewhere) > worth && Math.abs(mean) > Math.abs(elsewhere);
}

/** What stands out in a column, ranges beside each other that differ to the same side as one. */
function joined(
  bins: readonly Bin[],
  errors: readonly BinErrors[],
  measure: ErrorMeasure,
  all: Moments,
): Found[] {
  const runs: number[][] = [];
  errors.forEach((own, i) => {
    if (!own.stands) return;
    const before = errors[i - 1];
    const goesOn = before?.stands && isRange(before) && isRange(own) && sideOf(before) === sideOf(own);
    if (goesOn) runs.at(-1)!.push(i);
    else runs.push([i]);
  });
  return runs
    .map((run): Found => {
      if (run.length === 1) return { errors: errors[run[0]!]!, rows: bins[run[0]!]!.rows };
      const rows = Uint32Array.from(run.flatMap((i) => [...bins[i]!.rows]));
      const place = spanOf(bins[run[0]!]!.place, bins[run.at(-1)!]!.place);
      const chance = Math.max(...run.map((i) => errors[i]!.chance));
      return { errors: { ...contrast({ place, rows }, measure, all), chance, stands: true }, rows };
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
}

const isRange = ({ place }: BinErrors) => place.kind === 'range';
const sideOf = ({ mean, elsewhere }: BinErrors) => Math.sign(mean - elsewhere);
const weightOf = ({ errors: { rows, mean, elsewhere } }: Found) => rows * Math.abs(mean - elsewhere);
const excessOf = ({ found }: Judged) => sum(found.map(weightOf));

/** From the beginning of one range to the end of a later one. */
function spanOf(first: Place, last: Place): Place {
  if (first.kind !== 'range' || last.kind !== 'range') return first;
  const end = first.end === 'first' ? 'first' : last.end === 'last' ? 'last' : undefined;
  return { kind: 'range', from: first.from, to: last.to, ...(end && { end }) };
}
