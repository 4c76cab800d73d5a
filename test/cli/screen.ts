/**
 * As much of a terminal as the block uses: text, line feeds, cursor up, and erasing to the end of the line or the screen.
 * Lines that are too long are folded; anything else is an error.
 */
export function createScreen(columns: number) {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  const put = (character: string) => {
    if (column === columns) feed();
    const line = (lines[row] ?? '').padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column++;
  };
  const feed = () => {
    row++;
    column = 0;
    lines[row] ??= '';
  };
  const control = (parameters: string, command: string) => {
    if (command === 'm') return;
    if (command === 'A') row -= Number(parameters || 1);
    else if (command === 'K') lines[row] = (lines[row] ?? '').slice(0, column);
    else if (command === 'J')
      lines.splice(row, Number.POSITIVE_INFINITY, (lines[row] ?? '').slice(0, column));
    else throw new Error(`unknown control sequence ${parameters}${command}`);
    if (row < 0) throw new Error('the cursor left the screen');
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  const sequence = /\x1b\[([\d;]*)([A-Za-z])|(.)/gsu;
  return {
    lines,
    write(text: string) {
      for (const [, parameters, command, character] of text.matchAll(sequence)) {
        if (command) control(parameters!, command);
        else if (character === '\r') column = 0;
        else if (character === '\n') feed();
        else put(character!);
      }
    },
  };
}
