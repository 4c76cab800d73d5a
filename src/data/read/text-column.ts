import type { Column } from '../table.js';

/** A column remembers this many different texts while it is read, so that repeated ones are kept in memory once. */
const sharedTexts = 1000;

/** A column that grows text by text; until there are very many different ones, equal texts are kept once. */
export function textColumn(name: string) {
  const values: string[] = [];
  let shared: Map<string, string> | undefined = new Map();

  function share(text: string): string {
    const kept = shared?.get(text);
    if (kept !== undefined || shared === undefined) return kept ?? text;
    shared.set(text, text);
    if (shared.size > sharedTexts) shared = undefined;
    return text;
  }

  return {
    add: (text: string) => void values.push(share(text)),
    /** Fills up with missing values until there are so many. */
    fill(rows: number) {
      while (values.length < rows) values.push('');
    },
    length: () => values.length,
    last: () => values.at(-1),
    drop: () => void values.pop(),
    finish: (): Column => ({ name, values }),
  };
}
