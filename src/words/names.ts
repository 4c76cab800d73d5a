/** `price`; `x, y and z`: what one or several columns are called in a sentence. */
export function inWords(names: string | readonly string[]): string {
  if (typeof names === 'string') return names;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
