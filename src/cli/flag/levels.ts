import { usageError } from '../../error.js';
import { cutAt, cutOnce, unquoted } from './cut.js';

type Levels = readonly string[];

/** `cut=Fair<Good<Ideal` → a column and its levels, beside those of the flags before. */
export function ordinal(text: string, before: Readonly<Record<string, Levels>> = {}) {
  const [name, levels] = named('--ordinal', text, 'cut=Fair<Good<Ideal');
  return { ...before, ...Object.fromEntries([[name, levelsOf('--ordinal', text, levels)]]) };
}

/** `hour=24`, or `shift=early<late<night` → a column and its period or its levels, beside those of the flags before. */
export function cyclic(text: string, before: Readonly<Record<string, number | Levels>> = {}) {
  const [name, value] = named('--cyclic', text, 'hour=24');
  const period = /^\d+(\.\d+)?$/.test(value) ? Number(value) : levelsOf('--cyclic', text, value);
  return { ...before, ...Object.fromEntries([[name, period]]) };
}

function named(flag: string, text: string, example: string) {
  const pair = cutOnce(text, '=');
  if (pair?.[0] && pair[1].trim()) return [pair[0], pair[1].trim()] as const;
  throw usageError(
    `${flag} is "${text}"; it takes a column, "=" and what it holds.`,
    `For example: ${flag} "${example}"`,
  );
}

function levelsOf(flag: string, text: string, levels: string): Levels {
  const parts = cutAt(levels, '<')?.map(unquoted);
  if (parts && parts.length > 1 && parts.every((part) => part !== '')) return parts;
  throw usageError(
    `${flag} is "${text}"; it takes levels parted by "<", of which none is empty.`,
    `A level with "<" in it goes into double quotes, as ${flag} 'age="<18"<18-64<65+'`,
  );
}
