import { rateWords } from '../../words/lr-find.js';
import { count } from '../../words/number.js';
import type { OutputFlags } from '../flag/output.js';
import type { LrFound } from '../job.js';
import { createBlock } from '../render/block.js';
import { lrFindLines } from '../render/lr-find.js';
import type { LrFindSubject } from '../render/lr-find-next.js';
import { mayRedraw, styleFor } from '../render/style.js';
import type { Terminal } from '../terminal.js';

/** Counts the range tests while they run, then shows what was found. */
export function lrFindView(flags: OutputFlags, terminal: Terminal, subject: LrFindSubject) {
  const { out, err } = terminal;
  const live = !flags.quiet && !flags.json && mayRedraw(err, terminal);
  const block = createBlock(err);
  return {
    test(done: number, of: number) {
      if (live) block.draw([`  ${done} of ${count(of, 'range test')}`]);
    },
    found(found: LrFound) {
      if (live) block.clear();
      out.write(`${linesOf(found, flags, terminal, subject).join('\n')}\n`);
    },
    say: (text: string) => (live ? block.above([text]) : err.write(`${text}\n`)),
    close: () => live && block.clear(),
  };
}

function linesOf(found: LrFound, flags: OutputFlags, terminal: Terminal, subject: LrFindSubject): string[] {
  const { out } = terminal;
  if (flags.json) return [JSON.stringify({ event: 'lr_found', ...found })];
  if (flags.quiet) return [rateWords(found.rate, found.ownRate)];
  const columns = Math.min(out.isTerminal ? out.size().columns : 100, 110);
  return lrFindLines(found, { style: styleFor(out, terminal, flags), columns, subject });
}
