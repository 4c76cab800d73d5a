import { digits, short } from '../../words/number.js';
import type { OutputFlags } from '../flag/output.js';
import type { EpochReport, Trained } from '../job.js';
import { createBlock } from '../render/block.js';
import { mayRedraw, styleFor } from '../render/style.js';
import { trainedAnswer, trainedLines } from '../render/trained.js';
import type { Terminal } from '../terminal.js';

type Epoch = EpochReport & { readonly rate: number };

/** Shows one training: the newest epoch while it runs, the curves at the end. */
export function trainView(flags: OutputFlags, terminal: Terminal) {
  const { out, err } = terminal;
  const live = !flags.quiet && !flags.json && mayRedraw(err, terminal);
  const block = createBlock(err);
  let drawn = 0;
  return {
    epoch(epoch: Epoch) {
      if (flags.json) out.write(`${JSON.stringify({ event: 'epoch', ...epoch })}\n`);
      if (!live || Date.now() - drawn < 100) return;
      drawn = Date.now();
      block.draw([epochLine(epoch)]);
    },
    trained(result: Trained) {
      if (live) block.clear();
      out.write(`${resultLines(result, flags, terminal).join('\n')}\n`);
    },
    say: (text: string) => (live ? block.above([text]) : err.write(`${text}\n`)),
    close: () => live && block.clear(),
  };
}

const epochLine = ({ epoch, loss, validation, rate }: Epoch) =>
  `  epoch ${String(epoch).padStart(5)}   loss ${digits(loss).padStart(9)}   validation ${digits(validation).padStart(9)}   rate ${short(rate)}`;

function resultLines(result: Trained, flags: OutputFlags, terminal: Terminal): string[] {
  const { out } = terminal;
  if (flags.json) return [JSON.stringify({ event: 'trained', ...result })];
  if (flags.quiet) return [trainedAnswer(result)];
  const columns = Math.min(out.isTerminal ? out.size().columns : 100, 110);
  return trainedLines(result, styleFor(out, terminal, flags), columns);
}
