import type { FinishedEvent } from '../../tune/event.js';
import { nextLines } from '../render/next.js';
import { reportLines } from '../render/report.js';
import { styleFor } from '../render/style.js';
import type { ViewOptions } from './view.js';

/** The report and what to do next, on stdout. */
export function writeReport(event: FinishedEvent, options: ViewOptions) {
  const { out } = options.terminal;
  const style = styleFor(out, options.terminal, options);
  const columns = Math.min(out.isTerminal ? out.size().columns : 100, 110);
  const throughNpx = options.terminal.env.npm_command === 'exec';
  const lines = [
    ...reportLines(event, { target: options.target, style, columns }),
    ...nextLines(event, { ...options, throughNpx }, style, columns),
  ];
  out.write(`${lines.join('\n')}\n`);
}
