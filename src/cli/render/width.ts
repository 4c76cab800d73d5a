// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences.
const colour = /\x1b\[[0-9;]*m/g;
/** Characters that take two columns: East Asian scripts and emoji, roughly. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const combining = /\p{Mark}/u;

const columnsOf = (character: string) => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Columns that a text takes on a terminal. */
export const width = (text: string) =>
  [...text.replace(colour, '')].reduce((sum, character) => sum + columnsOf(character), 0);

export const padEnd = (text: string, columns: number) =>
  text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number) =>
  ' '.repeat(Math.max(0, columns - width(text))) + text;

/** The text, cut to fit; colours are closed again. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let taken = 0;
  let kept = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
  for (const piece of text.match(/\x1b\[[0-9;]*m|\P{Cs}/gu) ?? []) {
    const columnsTaken = piece.startsWith('\x1b') ? 0 : columnsOf(piece);
    if (taken + columnsTaken > columns) break;
    taken += columnsTaken;
    kept += piece;
  }
  return kept.includes('\x1b') ? `${kept}\x1b[0m` : kept;
}

/** Words in lines of at most `columns`; a longer word keeps a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[^\S\u00a0]+/).filter(Boolean)) {
    if (line && width(line) + 1 + width(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
