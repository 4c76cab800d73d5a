import type { Stream } from '../terminal.js';
import { cut, width } from './width.js';

/**
 * Lines at the bottom of the screen that are drawn over in place, while others scroll above them. Each change is one write that
 * overwrites before it erases, so that nothing flickers. The cursor rests below the block.
 */
export interface Block {
  draw(lines: readonly string[]): void;
  /** Puts lines above the block for good. */
  above(lines: readonly string[]): void;
  /** Takes the block away. */
  clear(): void;
}

const toLineEnd = '\x1b[K';
const toScreenEnd = '\x1b[J';

export function createBlock(stream: Stream): Block {
  let shown: readonly string[] = [];

  /** To the block's first line, even when the window has become narrower and its lines have been folded since. */
  const home = () => {
    const { columns } = stream.size();
    const rows = shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    return rows ? `\x1b[${rows}A\r` : '\r';
  };

  const fitted = (lines: readonly string[]) => {
    const { columns, rows } = stream.size();
    return lines.slice(0, Math.max(1, rows - 1)).map((line) => cut(line, columns - 1));
  };

  const write = (before: readonly string[], lines: readonly string[]) => {
    const next = fitted(lines);
    const text = [...before, ...next].map((line) => `${line}${toLineEnd}\n`).join('');
    stream.write(home() + text + toScreenEnd);
    shown = next;
  };

  return {
    draw: (lines) => write([], lines),
    above: (lines) => write(lines, shown),
    clear: () => write([], []),
  };
}
