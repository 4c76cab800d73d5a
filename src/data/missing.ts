/** Texts that mean "no value" wherever they stand, in lower case. */
const sure = new Set([
  '',
  'na',
  'n/a',
  'nan',
  '-nan',
  'null',
  'nat',
  '?',
  '#n/a',
  '#na',
  '<na>',
  '#null!',
  '#value!',
  '#div/0!',
  '#ref!',
]);

/** Texts that may be a real level ("none" = no garage) and mean "no value" only in a column that otherwise holds numbers or dates. */
const ambiguous = new Set([
  'none',
  'nil',
  '-',
  '--',
  '.',
  '*',
  'unknown',
  'missing',
  'undefined',
  'inf',
  '-inf',
  '+inf',
  'infinity',
  '-infinity',
  '(null)',
  'not available',
]);

const longest = 16;

/** Tests trimmed texts; `also` are further texts that mean missing, compared exactly. */
export function missingTest(also: readonly string[] = []): (trimmed: string) => boolean {
  const own = new Set(also.map((text) => text.trim()));
  return (text) =>
    text === '' ||
    (text.length <= longest && sure.has(text.toLowerCase())) ||
    (own.size > 0 && own.has(text));
}

export const maybeMissing = (trimmed: string) =>
  trimmed.length <= longest && ambiguous.has(trimmed.toLowerCase());
