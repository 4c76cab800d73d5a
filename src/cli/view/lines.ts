import type { ProgressEvent } from '../../tune/event.js';
import { styleFor } from '../render/style.js';
import { heartbeatLine } from '../render/tune-line.js';
import { lastingLines } from './lasting.js';
import { writeReport } from './report.js';
import type { TuneView, ViewOptions } from './view.js';

/** A line for each thing that happens, and a heartbeat: for logs. */
export function lineView(options: ViewOptions): TuneView {
  const { err } = options.terminal;
  const say = (line: string) => err.write(`${line}\n`);
  const style = styleFor(err, options.terminal, options);
  const lasting = lastingLines(style, () => 100);
  const beat = heartbeat(30);
  return {
    event(event) {
      if (event.event === 'finished') writeReport(event, options);
      else if (event.event === 'progress') beat(event) && say(heartbeatLine(event));
      else for (const line of lasting(event)) say(line);
    },
    say,
    close: () => {},
  };
}

/** Whether it is time for a sign of life. */
function heartbeat(seconds: number) {
  let last = 0;
  return ({ elapsed }: ProgressEvent) => {
    if (elapsed - last < seconds) return false;
    last = elapsed;
    return true;
  };
}
