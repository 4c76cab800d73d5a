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
  const own = ownTest(also);
  return (text) => isSure(text) || own(text);
}

/** Whether a trimmed text is one of those that a person said mean missing. */
export function ownTest(also: readonly string[]): (trimmed: string) => boolean {
  if (also.length === 0) return () => false;
  const own = new Set(also.map((text) => text.trim()));
  return (text) => own.has(text);
}

function isSure(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return false;
  return text.length <= longest && sure.has(text.toLowerCase());
}

export const maybeMissing = (trimmed: string) =>
  trimmed.length <= longest && ambiguous.has(trimmed.toLowerCase());
