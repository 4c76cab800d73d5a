import { answerLines } from '../render/report.js';
import { styleFor } from '../render/style.js';
import type { TuneView, ViewOptions } from './view.js';

/** The answer alone. */
export function quietView(options: ViewOptions): TuneView {
  const { out, err } = options.terminal;
  const style = styleFor(out, options.terminal, options);
  return {
    event(event) {
      if (event.event !== 'finished') return;
      const columns = Number.POSITIVE_INFINITY;
      const lines = answerLines(event, { target: options.target, style, columns });
      out.write(`${lines.map((line) => line.trim()).join('\n')}\n`);
    },
    say: (text) => err.write(`${text}\n`),
    close: () => {},
  };
}
