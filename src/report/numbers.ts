import { area } from '../chart/layer/area.js';
import { cells } from '../chart/layer/cells.js';
import { columns } from '../chart/layer/columns.js';
import { line } from '../chart/layer/line.js';
import { crowd } from '../chart/layer/points.js';
import { diagonal, level, post } from '../chart/layer/rule.js';
import { plot } from '../chart/plot.js';
import { sum } from '../math/statistics.js';
import type { Grid } from '../tune/evidence/grid.js';
import type { NumberPicture, ResidualGroup } from '../tune/evidence/number-picture.js';
import { count, digits, percent, range, whole } from '../words/number.js';
import { type Figure, figure, type Size } from './figure.js';
import { paragraph, table } from './html.js';

/** Predictions against the truth, and where they are off. */
export function numberSection(picture: NumberPicture): string {
  return [
    figure(truthFigure(picture)),
    figure(residualFigure(picture)),
    figure(spreadFigure(picture)),
    worstRows(picture),
  ].join('');
}

function truthFigure(picture: NumberPicture): Figure {
  const { target, rows, within, points, truthGrid, scale } = picture;
  return {
    finding: `Half of the predictions are within ${digits(within.half)} of the true ${target}, nine in ten within ${digits(within.nine)}.`,
    about: `${points ? `The ${count(rows, 'test row')}` : `${count(rows, 'test row')}, darker where there are more`}; on the dashed line a prediction is right.${scale === 'log' ? ' Both axes are logarithmic.' : ''}`,
    draw: (size, label) => {
      const { width, narrow } = size;
      const values = points ? points.flat() : [truthGrid!.x[0]!, truthGrid!.x.at(-1)!];
      const axis = { kind: scale, ...(points ? { values } : { domain: [values[0]!, values[1]!] as const }) };
      return plot({
        width,
        height: narrow ? 340 : 460,
        label,
        x: { ...axis, label: `true ${target}` },
        y: { ...axis, label: `predicted ${target}` },
        layers: [points ? crowd(points, 'one') : gridCells(truthGrid!, size, 'true', 'predicted'), diagonal],
      });
    },
    note: points ? undefined : edgesNote,
    table: groupTable(picture),
  };
}

const edgesNote = 'Rows beyond an edge of the drawing are counted in the cell at it.';

const gridCells = (grid: Grid, { narrow }: Size, across: string, up: string) =>
  cells({
    ...grid,
    // Cells of a narrow page are too small to be pointed at.
    say: (column, row, rows) =>
      narrow
        ? ''
        : `${count(rows, 'row')}\n${across} ${range([grid.x[column]!, grid.x[column + 1]!])}\n${up} ${range([grid.y[row]!, grid.y[row + 1]!])}`,
  });

function residualFigure(picture: NumberPicture): Figure {
  const { target, groups, points, residualGrid, scale } = picture;
  const middle = groups.map((group) => [centre(group, scale), group.middle] as const);
  const band = groups.map((group) => [centre(group, scale), group.tenth, group.ninth] as const);
  const residuals = points?.map(([truth, predicted]) => [predicted, predicted - truth] as const);
  const shown = groups.flatMap(({ tenth, ninth }) => [tenth, ninth]);
  return {
    finding: [biasFinding(picture), worstFinding(picture)].join(' '),
    about:
      'How far each prediction is above or below the truth. Eight in ten rows lie within the band; the line is their middle.',
    key: [
      { tone: 'two', mark: 'line', words: 'middle' },
      { tone: 'two', mark: 'area', words: 'eight in ten rows' },
    ],
    draw: (size, label) =>
      plot({
        width: size.width,
        height: size.narrow ? 280 : 340,
        label,
        x: residualGrid
          ? {
              kind: scale,
              label: `predicted ${target}`,
              domain: [residualGrid.x[0]!, residualGrid.x.at(-1)!],
            }
          : { kind: scale, label: `predicted ${target}`, values: residuals!.map(([x]) => x) },
        y: residualGrid
          ? { label: 'predicted − true', domain: [residualGrid.y[0]!, residualGrid.y.at(-1)!] }
          : { label: 'predicted − true', values: [...residuals!.map(([, y]) => y), ...shown] },
        layers: [
          residualGrid ? gridCells(residualGrid, size, 'predicted', 'residual') : crowd(residuals!, 'one'),
          area({ points: band, tone: 'two' }),
          level(0),
          line({ points: middle, tone: 'two', weight: 'bold' }),
        ],
      }),
    note: residualGrid ? edgesNote : undefined,
    table: groupTable(picture),
  };
}

const centre = ({ from, to }: ResidualGroup, scale: 'linear' | 'log') =>
  scale === 'log' && from > 0 ? Math.sqrt(from * to) : (from + to) / 2;

/** Groups whose mean residual is further from 0 than chance explains among so many groups (3 standard errors). */
export function biasFinding({ groups, target }: NumberPicture): string {
  const biased = groups.filter(
    ({ bias, biasError, typical }) => Math.abs(bias) > 3 * biasError && Math.abs(bias) > 0.2 * typical,
  );
  const [worst] = [...biased].sort((a, b) => Math.abs(b.bias) - Math.abs(a.bias));
  if (groups.length < 3) return 'Too few rows to say where predictions are off to one side.';
  if (worst === undefined) return 'No range of predictions is off to one side by more than chance.';
  const { from, to, bias } = worst;
  return `Predictions of ${target} from ${digits(from)} to ${digits(to)} are ${digits(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'} on average.`;
}

/** Where the typical error is largest against that of all rows. */
export function worstFinding({ groups }: NumberPicture): string {
  if (groups.length < 3) return '';
  const rows = sum(groups.map((group) => group.rows));
  const all = Math.sqrt(sum(groups.map((group) => (group.rows * group.typical * group.typical) / rows)));
  const worst = groups.reduce((a, b) => (b.typical > a.typical ? b : a));
  if (worst.typical < 1.5 * all) return 'The error is much the same everywhere.';
  const place =
    worst === groups.at(-1)
      ? `above ${digits(worst.from)}`
      : worst === groups[0]
        ? `below ${digits(worst.to)}`
        : `from ${digits(worst.from)} to ${digits(worst.to)}`;
  return `It is worst ${place}: typically ${digits(worst.typical)} off, against ${digits(all)} over all rows.`;
}

function spreadFigure({ residuals, target, rows, within }: NumberPicture): Figure {
  const { from, step, counts } = residuals;
  const bars = counts.map((height, i) => {
    const [low, high] = [from + i * step, from + (i + 1) * step];
    const beyond =
      i === 0
        ? `below ${digits(high)}`
        : i === counts.length - 1
          ? `above ${digits(low)}`
          : range([low, high]);
    return { from: low, to: high, height, words: beyond };
  });
  const low = sum(counts.slice(0, counts.length >> 1)) + 0.5 * counts[counts.length >> 1]!;
  return {
    finding: leanFinding(low / rows, rows),
    about: `How often a prediction is how far off, in ${target}. The first and last bar hold all beyond them.`,
    draw: ({ width, narrow }, label) =>
      plot({
        width,
        height: narrow ? 220 : 260,
        label,
        x: { label: `predicted − true ${target}`, domain: [from, from + step * counts.length] },
        y: { label: 'test rows', values: counts, zero: true },
        layers: [
          columns(
            bars.map((bar) => ({ ...bar, title: `${count(bar.height, 'row')}\n${bar.words}` })),
            'one',
          ),
          post(0, ''),
        ],
      }),
    note: `Nine in ten predictions are at most ${digits(within.nine)} off.`,
    table: {
      head: ['predicted − true', 'rows'],
      rows: bars.map(({ words, height }) => [words, whole(height)]),
      right: [1],
    },
  };
}

/** Whether errors lean to one side, by the share that is too low. */
export function leanFinding(low: number, rows: number): string {
  const noise = 1.96 * Math.sqrt(0.25 / rows);
  const said = `${percent(low)} of the predictions are too low, ${percent(1 - low)} too high`;
  if (Math.abs(low - 0.5) <= Math.max(noise, 0.05)) return `Errors lean to neither side: ${said}.`;
  return `Errors lean to one side: ${said}.`;
}

const groupTable = ({ groups, target }: NumberPicture) => ({
  head: [`predicted ${target}`, 'rows', 'mean residual', 'eight in ten between', 'typical error'],
  rows: groups.map(({ from, to, rows, bias, tenth, ninth, typical }) => [
    range([from, to]),
    whole(rows),
    digits(bias),
    range([tenth, ninth], true),
    digits(typical),
  ]),
  right: [1, 2, 3, 4],
});

function worstRows({ worst, target }: NumberPicture): string {
  const rows = worst.map(({ row, truth, predicted }) => [
    `row ${whole(row)}`,
    digits(truth, 4),
    digits(predicted, 4),
    `${predicted > truth ? '+' : ''}${digits(predicted - truth)}`,
  ]);
  return [
    '<figure>',
    '<h3>The rows that it gets most wrong</h3>',
    paragraph(
      'Worth a look: typing errors and rare cases gather here. Rows are counted as a spreadsheet shows them.',
      'about',
    ),
    table({ head: ['', `true ${target}`, 'predicted', 'off by'], rows, right: [1, 2, 3] }),
    '</figure>',
  ].join('');
}
