import { createBlock } from '../render/block.js';
import { progressLines } from '../render/progress.js';
import { styleFor } from '../render/style.js';
import { lastingLines } from './lasting.js';
import { writeReport } from './report.js';
import { followStanding } from './standing.js';
import type { TuneView, ViewOptions } from './view.js';

/** One block that stays in place, with what lasts scrolling above it. */
export function liveView(options: ViewOptions): TuneView {
  const { err } = options.terminal;
  const now = options.now ?? Date.now;
  const style = styleFor(err, options.terminal, options);
  const block = createBlock(err);
  const columns = () => err.size().columns;
  const lasting = lastingLines(style, columns);
  const standing = followStanding();
  let drawn = 0;
  return {
    event(event) {
      standing.follow(event);
      if (event.event === 'progress') {
        if (now() - drawn < 100) return;
        drawn = now();
        block.draw(progressLines(event, standing, style, columns()));
      } else if (event.event === 'finished') {
        block.clear();
        writeReport(event, options);
      } else {
        const lines = lasting(event);
        if (lines.length) block.above(lines);
      }
    },
    say: (text) => block.above([text]),
    close: () => block.clear(),
  };
}
