import { mayRedraw } from '../render/style.js';
import { jsonView } from './json.js';
import { lineView } from './lines.js';
import { liveView } from './live.js';
import { quietView } from './quiet.js';
import type { TuneView, ViewOptions } from './view.js';

/** The view that the flags and the terminal ask for. */
export function tuneView(options: ViewOptions): TuneView {
  if (options.json) return jsonView(options.terminal);
  if (options.quiet) return quietView(options);
  return mayRedraw(options.terminal.err, options.terminal) ? liveView(options) : lineView(options);
}
