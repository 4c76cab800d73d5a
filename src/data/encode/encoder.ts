import type { Cycle } from '../cycle/cycle.js';
import type { DateOrder, DatePart } from '../date.js';
import type { NumberFormat } from '../number-format.js';

/** x becomes (x − center) · scale, then smoothly clipped to ±3; missing becomes 0, which is the median. */
export interface Scaling {
  readonly center: number;
  readonly scale: number;
}

/** One number, and a flag (1 = missing, 0 = there) when missing says something. */
export interface NumberEncoding extends Scaling {
  readonly kind: 'number';
  readonly name: string;
  readonly format: NumberFormat;
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
  readonly flag: boolean;
}

/** One number: yes 1 − share, no −share, missing 0; and a flag when missing says something. */
export interface BooleanEncoding {
  readonly kind: 'boolean';
  readonly name: string;
  readonly missing: readonly string[];
  /** Share of yes among the rows fitted. */
  readonly share: number;
  readonly flag: boolean;
}

/**
 * A number for each level, 1 for the row's own and 0 for the rest. Rare and unseen levels are `other`, if it was fitted; missing has a
 * number of its own, if it was. With exactly two levels and no `other`, one number as for a boolean: `share` is the second level's.
 *
 * `embedded`: one number, the place of the row's level among the levels, `other` and missing; −1 for what has no place. The network has
 * numbers of its own for each (`Embedding` in src/network/plan.ts).
 */
export interface CategoryEncoding {
  readonly kind: 'category';
  readonly name: string;
  readonly missing: readonly string[];
  readonly levels: readonly string[];
  readonly other: boolean;
  readonly flag: boolean;
  readonly share?: number;
  readonly embedded?: true;
}

/** A number for each part that varies; and a flag when missing says something. */
export interface DateEncoding {
  readonly kind: 'date';
  readonly name: string;
  readonly order: DateOrder;
  readonly missing: readonly string[];
  /** `waves`: so many sines and cosines follow the number, for a part that goes round. */
  readonly parts: readonly (Scaling & { readonly part: DatePart; readonly waves?: number })[];
  readonly flag: boolean;
}

/**
 * A number for each step of the order, 1 − share for a row at its level or above and −share below it; then one for each level that enough rows
 * have, 1 for the row's own and 0 for the rest. Missing and unknown levels are 0 throughout; and a flag when missing says something.
 */
export interface OrdinalEncoding {
  readonly kind: 'ordinal';
  readonly name: string;
  readonly missing: readonly string[];
  /** From low to high. */
  readonly levels: readonly string[];
  /** Places of levels, and the share of the rows fitted that are there or above. */
  readonly steps: readonly { readonly from: number; readonly share: number }[];
  /** Places of levels. */
  readonly own: readonly number[];
  readonly flag: boolean;
}

/** The number itself, then sine and cosine of 1, 2 … `waves` times the phase; 0 when missing; and a flag when missing says something. */
export interface CyclicEncoding extends Scaling {
  readonly kind: 'cyclic';
  readonly name: string;
  readonly missing: readonly string[];
  readonly cycle: Cycle;
  readonly waves: number;
  readonly flag: boolean;
}

export type ColumnEncoding =
  | NumberEncoding
  | BooleanEncoding
  | CategoryEncoding
  | DateEncoding
  | OrdinalEncoding
  | CyclicEncoding;

/** How a row becomes the numbers that a network sees; plain JSON, fitted on training rows. */
export interface EncoderSpec {
  /** Numbers in an encoded row. */
  readonly width: number;
  readonly columns: readonly ColumnEncoding[];
}

/** How many numbers a column becomes. */
export function widthOf(encoding: ColumnEncoding): number {
  const flag = encoding.flag ? 1 : 0;
  switch (encoding.kind) {
    case 'number':
    case 'boolean':
      return 1 + flag;
    case 'date':
      return encoding.parts.reduce((sum, { waves = 0 }) => sum + 1 + 2 * waves, 0) + flag;
    case 'ordinal':
      return encoding.steps.length + encoding.own.length + flag;
    case 'cyclic':
      return 1 + 2 * encoding.waves + flag;
    case 'category':
      if (encoding.embedded) return 1;
      return encoding.share === undefined ? placesOf(encoding) : 1 + flag;
  }
}

/** What a category tells apart: its levels, `other` and missing. */
const placesOf = ({ levels, other, flag }: CategoryEncoding) =>
  levels.length + (other ? 1 : 0) + (flag ? 1 : 0);

/** A number of an encoded row that is the place of a level, −1 … levels − 1. */
export interface LevelInput {
  readonly input: number;
  readonly levels: number;
}

/** The numbers of an encoded row that are places of levels, in their order. */
export function levelInputs({ columns }: Pick<EncoderSpec, 'columns'>): LevelInput[] {
  let input = 0;
  return columns.flatMap((encoding) => {
    const at = input;
    input += widthOf(encoding);
    return encoding.kind === 'category' && encoding.embedded
      ? [{ input: at, levels: placesOf(encoding) }]
      : [];
  });
}
