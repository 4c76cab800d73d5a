import { readPlain } from './number-format.js';
import { distinctTexts, type Profile } from './profile.js';

const namedLikeOne = /(^|[\s_.-])(id|key|index|idx|uuid|rownum|rownames?|row)$|^column_1$/i;
const namedInCamelCase = /[a-z]I[dD]$/;

/** Whether whole numbers name the rows: all different, and counting up from 0 or 1 row by row or named like an identifier. */
export function isIdentifier(name: string, values: readonly string[], profile: Profile): boolean {
  if (profile.distinctShare < 1 || profile.present < profile.rows || profile.rows < 5) return false;
  if (!distinctTexts(profile).every((text) => /^\d+$/.test(text))) return false;
  return namedLikeOne.test(name) || namedInCamelCase.test(name) || countsUp(values);
}

function countsUp(values: readonly string[]): boolean {
  const first = readPlain(values[0]!.trim());
  return first <= 1 && values.every((value, row) => readPlain(value.trim()) === first + row);
}

/** Whether digits are names, as postcodes are: some start with a zero, and all are equally long. */
export function areCodes(profile: Profile): boolean {
  const texts = distinctTexts(profile);
  const { length } = texts[0]!;
  return (
    texts.some((text) => /^0\d/.test(text)) &&
    texts.every((text) => text.length === length && /^\d+$/.test(text))
  );
}

const wordsOfProse = 5;

/** Free text: five words or more on average. */
export function isProse(profile: Profile): boolean {
  const texts = distinctTexts(profile).slice(0, 200);
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
  return words / texts.length >= wordsOfProse;
}
