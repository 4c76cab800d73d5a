import { heatMap } from '../chart/heat-map.js';
import { columns } from '../chart/layer/columns.js';
import { errorBars } from '../chart/layer/error-bars.js';
import { compact } from '../chart/number.js';
import { plot } from '../chart/plot.js';
import { stack } from '../chart/stack.js';
import { sum } from '../math/statistics.js';
import { asCost } from '../study/direction.js';
import type { BatchSpeed } from '../tune/evidence/batch-speed.js';
import type { SizeCell, SizeVerdict } from '../tune/evidence/size-map.js';
import { scoreText } from '../words/metric.js';
import { count, duration, percent, times, whole } from '../words/number.js';
import { enoughForSizes, sizeWords } from '../words/size.js';
import { type Figure, figure } from './figure.js';
import type { Material } from './material.js';

/** How large and how fast: error by the network's size, rows a second by the batch's, and where the time went. */
export function sizeSection(material: Material): string {
  const { sizes = [], speed = [] } = material.finished.report;
  return [
    sizes.length > 0 ? figure(sizeFigure(material, sizes)) : '',
    speed.length > 0 ? figure(speedFigure(speed)) : '',
  ].join('');
}

const corners: Readonly<Partial<Record<SizeVerdict, string>>> = {
  'too few': '−',
  'too many': '+',
  best: '★',
};

function sizeFigure(material: Material, sizes: readonly SizeCell[]): Figure {
  const { metric, direction } = material;
  const { columns: heads, rows, placeOf } = gridOf(sizes);
  const shade = shadeOf(sizes, direction);
  const text = (value: number | undefined) => (value === undefined ? '' : compact(value));
  const cells = sizes.map((cell) => ({
    ...placeOf(cell),
    shade: shade(cell),
    words: cell.validation === undefined ? '·' : text(cell.validation),
    below: text(cell.train),
    corner: corners[cell.verdict] ?? '',
    ringed: cell.verdict === 'best' || cell.verdict === 'as good',
    title: cellTitle(cell, metric),
  }));
  return {
    finding: sizeFinding(sizes),
    about: `Validation ${metric.replace('_', '-')} of the best trial of each size, and training ${metric.replace('_', '-')} in small figures below it; darker is better. Framed: as good as the best (★), within the noise. −: too few neurons. +: too many. A dot: all were stopped early. Empty: not tried.`,
    draw: ({ width, narrow }, label) =>
      heatMap({
        width,
        label,
        columns: heads,
        rows: rows.map((layers) => String(layers)),
        columnsLabel: narrow
          ? 'neurons a layer, at least'
          : 'neurons a layer, from … to less than twice as many',
        rowsLabel: 'layers',
        cells: narrow ? cells.map((cell) => ({ ...cell, corner: cell.corner })) : cells,
        cellWidth: 84,
      }),
    note: 'The trials of a cell differ in other hyperparameters too, so a cell says how well its size can do, at the least.',
    table: {
      head: ['layers', 'neurons', 'validation', 'train', 'to the end', 'ended early', ''],
      rows: [...sizes]
        .sort((a, b) => asCost(a.validation, direction) - asCost(b.validation, direction))
        .map(({ layers, neurons, validation, train, complete, ended, verdict }) => [
          String(layers),
          neurons ? `${neurons[0]} to ${neurons[1]}` : '–',
          validation === undefined ? '' : scoreText(metric, validation),
          train === undefined ? '' : scoreText(metric, train),
          whole(complete),
          whole(ended),
          verdict,
        ]),
      right: [0, 2, 3, 4, 5],
    },
  };
}

function cellTitle(
  { layers, neurons, validation, train, complete, ended, verdict }: SizeCell,
  metric: Material['metric'],
) {
  const size = neurons
    ? `${count(layers, 'layer')} of ${neurons[0]} to ${neurons[1]} neurons`
    : 'no hidden layer';
  const scores = [
    validation === undefined ? '' : `validation ${scoreText(metric, validation)}`,
    train === undefined ? '' : `train ${scoreText(metric, train)}`,
  ].filter(Boolean);
  const trials = `${count(complete, 'trial')} to the end, ${ended} ended early`;
  return [size, ...scores, trials, verdict].join('\n');
}

/** Octaves from the least to the most that were tried, and a column of its own for no neurons at all. */
function gridOf(sizes: readonly SizeCell[]) {
  const lows = sizes.flatMap(({ neurons }) => (neurons ? [neurons[0]] : []));
  const octaves: number[] = [];
  for (let low = Math.min(...lows); low <= Math.max(...lows); low *= 2) octaves.push(low);
  const none = sizes.some(({ neurons }) => neurons === undefined);
  const most = Math.max(...sizes.map(({ layers }) => layers));
  const least = Math.min(...sizes.map(({ layers }) => layers));
  const rows = Array.from({ length: most - least + 1 }, (_, i) => most - i);
  const columns = [...(none ? ['none'] : []), ...octaves.map(String)];
  return {
    columns,
    rows,
    placeOf: ({ layers, neurons }: SizeCell) => ({
      column: neurons ? octaves.indexOf(neurons[0]) + Number(none) : 0,
      row: rows.indexOf(layers),
    }),
  };
}

/** Darkest for the best; the lightest from the worst tenth on. */
function shadeOf(sizes: readonly SizeCell[], direction: Material['direction']) {
  const costs = sizes.map(({ validation }) => asCost(validation, direction)).filter(Number.isFinite);
  const sorted = costs.sort((a, b) => a - b);
  const [best, worst] = [sorted[0] ?? 0, sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 1];
  return ({ validation }: SizeCell) => {
    if (validation === undefined) return 0;
    const share = worst > best ? (asCost(validation, direction) - best) / (worst - best) : 0;
    return 7 - Math.round(6 * Math.min(1, share));
  };
}

/** Which sizes are as good, too few, too many. */
export const sizeFinding = (sizes: readonly SizeCell[]): string => {
  const tried = sizes.reduce((all, cell) => all + cell.complete, 0);
  return tried < enoughForSizes
    ? 'Too few trials to say which size the network should have.'
    : `${sizeWords(sizes)}.`;
};

function speedFigure(speed: readonly BatchSpeed[]): Figure {
  return {
    finding: speedFinding(speed),
    about:
      'Training rows a second on one worker, by batch size: medians of this study’s trials, scaled to the chosen network. Half of the trials lie within the pale bars.',
    draw: ({ width, narrow }, label) =>
      plot({
        width,
        height: narrow ? 230 : 260,
        label,
        x: { kind: 'band', names: speed.map(({ batch }) => compact(batch)), label: 'rows in a mini-batch' },
        y: {
          label: 'training rows a second',
          values: speed.map(({ high }) => high),
          zero: true,
          format: compact,
        },
        layers: [
          columns(
            speed.map(({ rowsPerSecond, batch, trials }, i) => ({
              from: i - 0.32,
              to: i + 0.32,
              height: rowsPerSecond,
              title: `batch ${whole(batch)}\n${whole(rowsPerSecond)} rows a second\n${count(trials, 'trial')}`,
            })),
            'one',
          ),
          errorBars(
            speed.map(({ low, high }, i) => [i, low, high] as const),
            'ink',
          ),
        ],
      }),
    table: {
      head: ['batch', 'rows a second', 'a quarter below', 'a quarter above', 'trials'],
      rows: speed.map(({ batch, rowsPerSecond, low, high, trials }) =>
        [batch, rowsPerSecond, low, high, trials].map(whole),
      ),
      right: [0, 1, 2, 3, 4],
    },
  };
}

/** Batches whose median is within a tenth of the fastest are as fast; those of one trial alone do not count where there are others. */
export function speedFinding(all: readonly BatchSpeed[]): string {
  const several = all.filter(({ trials }) => trials > 1);
  const speed = several.length > 1 ? several : all;
  const [slow] = [...speed].sort((a, b) => a.rowsPerSecond - b.rowsPerSecond);
  if (speed.length < 2 || slow === undefined)
    return 'One batch size was tried: too few to say how speed depends on it.';
  const most = Math.max(...speed.map(({ rowsPerSecond }) => rowsPerSecond));
  const fast = speed.filter(({ rowsPerSecond }) => rowsPerSecond >= 0.9 * most);
  const ratio = most / slow.rowsPerSecond;
  if (ratio < 1.2) return `The batch size makes no difference to the speed: ${compact(most)} rows a second.`;
  const [first, last] = [fast[0]!, fast.at(-1)!];
  const who =
    first === last
      ? `Batch ${whole(first.batch)} is fastest`
      : `Batches of ${whole(first.batch)} to ${whole(last.batch)} are fastest`;
  return `${who}: ${compact(most)} rows a second; ${whole(slow.batch)} is ${times(ratio)} times slower.`;
}

const phaseNames = {
  baselines: 'baselines',
  search: 'search',
  confirm: 'confirming',
  final: 'more networks',
  test: 'test',
} as const;

/** Where the time went. */
export function timeFigure({ evidence: { phases, plan } }: Material): string {
  const all = sum(phases.map(({ seconds }) => seconds));
  if (!(all > 0)) return '';
  const most = phases.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const budget =
    plan.budget.seconds === undefined
      ? count(plan.budget.trials ?? 0, 'trial')
      : duration(plan.budget.seconds);
  return figure({
    finding: `${percent(most.seconds / all)} of the time went into ${phaseNames[most.phase]}.`,
    about: `${duration(all)} in all; the budget was ${budget} on ${count(plan.workers, 'worker')}${plan.resumed ? ' (the last run of this study)' : ''}.`,
    draw: ({ width }, label) =>
      stack({
        width,
        label,
        parts: phases.map(({ phase, seconds }) => ({
          name: phaseNames[phase],
          size: seconds,
          shown: duration(seconds),
        })),
      }),
    table: {
      head: ['phase', 'time', 'share'],
      rows: phases.map(({ phase, seconds }) => [
        phaseNames[phase],
        duration(seconds),
        percent(seconds / all),
      ]),
      right: [1, 2],
    },
  });
}
