import type { BaselineEvent, FinishedEvent, ProgressEvent, TuneEvent } from '../tune/event.js';
import type { OutputFlags } from './flag/output.js';
import { dataLines, planLines } from './render/before.js';
import { createBlock } from './render/block.js';
import { directionOf } from './render/metric.js';
import { nextLines } from './render/next.js';
import { progressLines, type Standing } from './render/progress.js';
import { answerLines, reportLines } from './render/report.js';
import { mayRedraw, type Style, styleFor } from './render/style.js';
import { fold } from './render/table.js';
import { baselineLines, findingLine, heartbeatLine, improvedLine, phaseLine } from './render/tune-line.js';
import type { Terminal } from './terminal.js';

/** Shows a run while it happens. */
export interface TuneView {
  event(event: TuneEvent): void;
  /** A line from the command itself. */
  say(text: string): void;
  /** Takes away what is not meant to stay; for when the run ended without its last event too. */
  close(): void;
}

export interface ViewOptions extends OutputFlags {
  readonly terminal: Terminal;
  readonly file: string;
  readonly target: string;
  readonly storage?: string;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}

export function tuneView(options: ViewOptions): TuneView {
  if (options.json) return jsonView(options.terminal);
  if (options.quiet) return quietView(options);
  return mayRedraw(options.terminal.err, options.terminal) ? liveView(options) : lineView(options);
}

/** Events for programs; progress is for the screen only. */
function jsonView({ out, err }: Terminal): TuneView {
  return {
    event: (event) => event.event !== 'progress' && out.write(`${JSON.stringify(event)}\n`),
    say: (text) => err.write(`${text}\n`),
    close: () => {},
  };
}

function quietView(options: ViewOptions): TuneView {
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

/** A line for each thing that happens, and a heartbeat: for logs. */
function lineView(options: ViewOptions): TuneView {
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

/** One block that stays in place, with what lasts scrolling above it. */
function liveView(options: ViewOptions): TuneView {
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

/** Gathers what the block shows beside progress. */
function followStanding(): Standing & { follow(event: TuneEvent): void } {
  const standing = {
    direction: 'minimize' as Standing['direction'],
    workers: 1,
    toBeat: undefined as BaselineEvent | undefined,
    counts: { running: 0, complete: 0, stopped: 0, diverged: 0, failed: 0 },
    follow(event: TuneEvent) {
      if (event.event === 'data') standing.direction = event.direction ?? directionOf(event.metric);
      if (event.event === 'plan') standing.workers = event.workers;
      if (event.event === 'trial') standing.counts[event.state]++;
      if (event.event === 'baseline' && event.name === 'linear') standing.toBeat = event;
    },
  };
  return standing;
}

/** The lines that an event leaves on the screen for good. */
function lastingLines(style: Style, columns: () => number) {
  const baselines: BaselineEvent[] = [];
  const linesOf = (event: TuneEvent): string[] => {
    switch (event.event) {
      case 'data':
        return ['', ...dataLines(event, style, columns()), ''];
      case 'plan':
        return [...planLines(event, style, columns()), ''];
      case 'phase':
        return event.phase === 'search' && baselines.length
          ? [...baselineLines(baselines, style, columns()), phaseLine(event, style)]
          : [phaseLine(event, style)];
      case 'baseline':
        baselines.push(event);
        return [];
      case 'improved':
        return [improvedLine(event, style)];
      case 'finding':
        return [findingLine(event, style)];
      default:
        return [];
    }
  };
  return (event: TuneEvent) => linesOf(event).flatMap((line) => fold(line, columns()));
}

function writeReport(event: FinishedEvent, options: ViewOptions) {
  const { out } = options.terminal;
  const style = styleFor(out, options.terminal, options);
  const columns = Math.min(out.isTerminal ? out.size().columns : 100, 110);
  const lines = [
    ...reportLines(event, { target: options.target, style, columns }),
    ...nextLines(event, options, style, columns),
  ];
  out.write(`${lines.join('\n')}\n`);
}
