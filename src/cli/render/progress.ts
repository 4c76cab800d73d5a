import type { Direction } from '../../study/trial.js';
import type { BaselineEvent, ProgressEvent, TrialEvent, WorkerProgress } from '../../tune/event.js';
import { against, baselineTitle } from '../../words/metric.js';
import { clock, digits, percent } from '../../words/number.js';
import { settingColumns } from '../../words/setting.js';
import { sparkline } from './sparkline.js';
import type { Style } from './style.js';
import { cut, padEnd, padStart } from './width.js';

/** What the block needs to know beside the newest progress. */
export interface Standing {
  readonly direction: Direction;
  readonly workers: number;
  readonly toBeat?: BaselineEvent;
  readonly counts: Readonly<Record<TrialEvent['state'], number>>;
}

const workersShown = 6;
/** As `trial 37, split 2`. */
const labelColumns = 19;
/** Below this many columns only what matters most is shown. */
const narrow = 60;

/** The block: as many lines for the whole run, each thing always in the same column. */
export function progressLines(
  event: ProgressEvent,
  standing: Standing,
  style: Style,
  columns: number,
): string[] {
  const rows = Math.min(standing.workers, workersShown);
  return [
    '',
    barLine(event, style, columns),
    bestLine(event, standing, style, columns),
    ...Array.from({ length: rows }, (_, i) => workerLine(event.workers[i], i, style, columns)),
    countsLine(event, standing, style),
  ].map((line) => line.trimEnd());
}

function barLine(event: ProgressEvent, style: Style, columns: number): string {
  const size = columns < narrow ? 10 : 30;
  const full = Math.round(Math.min(1, Math.max(0, event.fraction)) * size);
  const bar =
    (style.ascii ? '#' : '█').repeat(full) + style.faint((style.ascii ? '-' : '░').repeat(size - full));
  const left = event.secondsLeft === undefined ? '' : `${clock(event.secondsLeft)} left`;
  return `  ${bar} ${padStart(percent(event.fraction), 6)}  ${padEnd(event.phase, 9)}  ${padStart(left, 10)}`;
}

function bestLine(event: ProgressEvent, standing: Standing, style: Style, columns: number): string {
  if (event.best === undefined) return `  best   ${style.faint('none yet')}`;
  const best = `  best   ${padEnd(style.strong(digits(event.best)), 10)}`;
  if (columns < narrow) return best;
  const { toBeat, direction } = standing;
  const compared = toBeat
    ? against(direction, event.best, toBeat.validation, baselineTitle[toBeat.name])
    : '';
  const room = columns - 19 - 46;
  const line = room >= 8 ? sparkline(event.history, Math.min(room, 24), style.ascii) : '';
  return `${best}${padEnd(compared, 46)}${line}`;
}

/** Columns of the line's beginning, label, epochs and score. */
const taken = 9 + labelColumns + 13 + 12;

function workerLine(worker: WorkerProgress | undefined, i: number, style: Style, columns: number): string {
  const head = i === 0 ? '  now    ' : '         ';
  if (!worker) return `${head}${style.faint('waiting')}`;
  const { label, hyperparameters, epoch, epochs, validation } = worker;
  const score = validation === undefined ? '' : `val ${digits(validation)}`;
  const named = padEnd(cut(style.text(label), labelColumns - 1), labelColumns);
  const setting = style.text(settingColumns(hyperparameters, columns - taken));
  return `${head}${named}${setting}ep ${padStart(`${epoch}/${epochs}`, 8)}  ${score}`;
}

function countsLine({ paused }: ProgressEvent, { counts }: Standing, style: Style): string {
  const cell = (n: number, name: string) => `${padStart(String(n), 3)} ${name}`;
  const diverged = cell(counts.diverged, 'diverged');
  return [
    '  done',
    cell(counts.complete, 'complete'),
    cell(counts.stopped, 'stopped'),
    paused ? cell(paused, 'paused') : '',
    counts.diverged ? style.note(diverged) : diverged,
    counts.failed ? style.bad(cell(counts.failed, 'failed')) : '',
  ].join('  ');
}
