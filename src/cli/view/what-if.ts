import type { WhatIfEvent } from '../../tune/what-if-event.js';
import { clock, count } from '../../words/number.js';
import { wholeSettingLine } from '../../words/setting.js';
import type { OutputFlags } from '../flag/output.js';
import type { VerdictEvent } from '../job.js';
import { createBlock } from '../render/block.js';
import { guessLines } from '../render/guess.js';
import { mayRedraw, styleFor } from '../render/style.js';
import { table } from '../render/table.js';
import { answer, nameOf, whatIfLines } from '../render/what-if.js';
import type { Stream, Terminal } from '../terminal.js';

export interface WhatIfView {
  event(event: WhatIfEvent): void;
  verdict(event: VerdictEvent): void;
  say(text: string): void;
  close(): void;
}

/** Shows a what-if: one line that counts while it trains, then the steps and the answer. */
export function whatIfView(flags: OutputFlags, terminal: Terminal): WhatIfView {
  const { out, err } = terminal;
  if (flags.json) return jsonView(terminal);
  const style = styleFor(out, terminal, flags);
  const progressStyle = styleFor(err, terminal, flags);
  const live = !flags.quiet && mayRedraw(err, terminal);
  const block = createBlock(err);
  const say = (line: string) => (live ? block.above([line]) : err.write(`${line}\n`));
  let metric = 'score';
  return {
    event(event) {
      if (flags.quiet) return;
      if (event.event === 'start') {
        metric = nameOf(event);
        const training = event.steps.map((step) => ['Changed', step]);
        const rows = [['Best so far', wholeSettingLine(event.base)], ...training];
        const styled = rows.map(([label, text]) => [progressStyle.strong(label!), progressStyle.text(text!)]);
        for (const line of table(styled, { columns: widthOf(err) })) say(line);
      }
      if (event.event === 'guess')
        for (const line of guessLines(event, metric, progressStyle, widthOf(err))) say(line);
      if (event.event === 'pair' && live) {
        block.draw([
          `  ${clock(event.elapsed)}  ${count(event.pair, 'pair')} trained on shared seeds and splits`,
        ]);
      }
    },
    verdict(event) {
      if (live) block.clear();
      const lines = flags.quiet ? [style.text(answer(event))] : whatIfLines(event, style, widthOf(out));
      out.write(`${lines.join('\n')}\n`);
    },
    say,
    close: () => live && block.clear(),
  };
}

const widthOf = (stream: Stream) => Math.min(stream.isTerminal ? stream.size().columns : 100, 110);

function jsonView({ out, err }: Terminal): WhatIfView {
  const write = (event: WhatIfEvent) => out.write(`${JSON.stringify(event)}\n`);
  return {
    event: (event) => event.event !== 'verdict' && write(event),
    verdict: write,
    say: (text) => err.write(`${text}\n`),
    close: () => {},
  };
}
