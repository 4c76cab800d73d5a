import { usageError } from '../error.js';
import { flagValue } from './flag-value.js';
import { maybeMissing } from './missing.js';
import { fewestOrdered, orderOf } from './order/order.js';
import { distinctTexts, type Profile } from './profile.js';
import { listOf } from './table.js';
import type { Rule } from './verdict.js';

/** More levels than this are no scale that people made. */
const mostOrdered = 50;
/** With fewer rows than this for each level, they are names rather than a scale. */
const rowsForLevel = 2;

/** Levels whose order is beyond doubt; texts such as "unknown" beside them are missing. */
export const ordinal: Rule = ({ name, profile, options }) => {
  const texts = distinctTexts(profile);
  if (texts.length < fewestOrdered || texts.length > mostOrdered) return undefined;
  if (profile.distinctShare > 1 / rowsForLevel) return undefined;
  const sure = texts.filter((text) => !maybeMissing(text));
  const levels = orderOf(texts, name) ?? orderOf(sure, name);
  if (levels === undefined) return undefined;
  const unknown = texts.filter((text) => !levels.includes(text));
  const rest = unknown.length === 0 ? '' : `; ${listOf(unknown)} taken as missing`;
  return {
    column: { kind: 'ordinal', name, levels, missing: [...(options.missing ?? []), ...unknown] },
    assumptions: [
      { about: name, text: `ordered: ${inOrder(levels)}${rest}`, flag: `--category ${flagValue(name)}` },
    ],
  };
};

/** Levels in the order that was given; throws a usage error for fewer than two, for one that is named twice, and for texts that are not named. */
export const forcedOrdinal: Rule = ({ name, profile, options }) => {
  const { ordinal = {}, missing = [] } = options;
  if (!Object.hasOwn(ordinal, name)) return undefined;
  const levels = ordinal[name]!;
  refuseLevels(name, levels, profile, '--ordinal');
  return { column: { kind: 'ordinal', name, levels, missing }, assumptions: [] };
};

/** Throws a usage error unless these are at least two different levels and all that the column holds. */
export function refuseLevels(name: string, levels: readonly string[], profile: Profile, flag: string) {
  const example = `For example: ${flag} "${name}=low<medium<high"`;
  if (!Array.isArray(levels) || levels.length < 2)
    throw usageError(`the order of column "${name}" needs at least two levels.`, example);
  const twice = levels.find((level, i) => levels.indexOf(level) !== i);
  if (twice !== undefined)
    throw usageError(`the order of column "${name}" names "${twice}" twice.`, 'Name each level once.');
  const unnamed = distinctTexts(profile).filter((text) => !levels.includes(text));
  if (unnamed.length === 0) return;
  throw usageError(
    `the order of column "${name}" does not name ${listOf(unnamed)}.`,
    `Say where ${unnamed.length === 1 ? 'it stands' : 'they stand'}, or that ${unnamed.length === 1 ? 'it means' : 'they mean'} missing, as --na "${unnamed[0]}".`,
  );
}

const shown = 8;

function inOrder(levels: readonly string[]): string {
  const texts = levels.length <= shown ? levels : [...levels.slice(0, shown - 2), '…', levels.at(-1)!];
  return texts.join(' < ');
}
