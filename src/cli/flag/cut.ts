/** A text cut at a mark, except inside double quotes; undefined when a quote is left open. Parts keep their quotes: see `unquoted`. */
export function cutAt(text: string, mark: string): string[] | undefined {
  const parts = [''];
  let inside = false;
  for (const character of text) {
    if (character === '"') inside = !inside;
    if (character === mark && !inside) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return inside ? undefined : parts;
}

/** What stands before the first mark outside of quotes, and after it; undefined when there is none. */
export function cutOnce(text: string, mark: string): readonly [before: string, after: string] | undefined {
  const [before, ...after] = cutAt(text, mark) ?? [];
  return before === undefined || after.length === 0 ? undefined : [unquoted(before), after.join(mark)];
}

/** The text without blanks and quotes around it; `""` within quotes is one quote. */
export function unquoted(text: string): string {
  const bare = text.trim();
  return /^".*"$/s.test(bare) ? bare.slice(1, -1).replaceAll('""', '"') : bare;
}
