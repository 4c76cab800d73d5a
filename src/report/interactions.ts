import { heatMap } from '../chart/heat-map.js';
import { compact } from '../chart/number.js';
import type { Surface } from '../insight/interaction/surface.js';
import { quantile } from '../math/statistics.js';
import { formatValue } from '../space/format.js';
import { asCost } from '../study/direction.js';
import type { Direction } from '../study/trial.js';
import { pullWords } from '../words/explain/interactions.js';
import type { Section } from '../words/explain/section.js';
import { percent } from '../words/number.js';
import { figure } from './figure.js';
import type { ReportStudy } from './section.js';

/** A map of what is expected over the two ranges, for each of the pairs claimed first; empty where none is. */
export function interactionFigures(_section: Section, { explanation }: ReportStudy): string {
  const { interactions, direction, metric = 'score' } = explanation;
  return interactions.surfaces
    .map((surface) => {
      const pair = interactions.pairs.find(({ x, y }) => x === surface.x && y === surface.y);
      return pair === undefined
        ? ''
        : surfaceFigure(surface, pullWords(pair), { direction, metric, trials: interactions.trials });
    })
    .join('');
}

interface Scene {
  readonly direction: Direction;
  readonly metric: string;
  readonly trials: number;
}

function surfaceFigure(surface: Surface, finding: string, { direction, metric, trials }: Scene): string {
  const { x, y, xs, ys } = surface;
  const [columns, rows] = [xs.map(formatValue), ys.map(formatValue).reverse()];
  const cells = cellsOf(surface, direction);
  return figure({
    finding: `${finding}.`,
    about: `The ${metric} that the model expects of ${x} and ${y} together, all others anywhere in the space; darker is better. Framed: the best ${y} for each ${x}.${cells.some(({ blowsUp }) => blowsUp) ? ' A cross: more likely than not, training blows up.' : ''}`,
    draw: ({ width }, label) =>
      heatMap({ width, label, columns, rows, columnsLabel: x, rowsLabel: y, cells, cellHeight: 40 }),
    note: `The model believes, from ${trials} trials: a map of what it expects, not of what was measured.`,
    table: {
      head: [y, ...columns.map((value) => `${x} ${value}`)],
      rows: rows.map((name, row) => [
        name,
        ...columns.map((_, column) => cells.find((cell) => cell.row === row && cell.column === column)!.said),
      ]),
      right: [0, ...columns.map((_, i) => i + 1)],
    },
  });
}

/** Darkest for the best; the lightest from the worst fifth on. */
function cellsOf({ xs, ys, x, y, scores, blowUps, best }: Surface, direction: Direction) {
  const costs = scores.flat().map((score) => asCost(score, direction));
  const [least, worst] = [Math.min(...costs), quantile(costs, 0.8)];
  return xs.flatMap((at, column) =>
    ys.map((level, i) => {
      const score = scores[column]![i]!;
      const blowsUp = blowUps[column]![i]! > 0.5;
      const share = worst > least ? (asCost(score, direction) - least) / (worst - least) : 0;
      const said = blowsUp ? `blows up (${percent(blowUps[column]![i]!)})` : compact(score);
      return {
        column,
        row: ys.length - 1 - i,
        blowsUp,
        said,
        shade: blowsUp ? 0 : 8 - Math.round(7 * Math.min(1, share)),
        words: blowsUp ? '×' : compact(score),
        ringed: best[column] === i && !blowsUp,
        title: `${x} ${formatValue(at)}, ${y} ${formatValue(level)}\n${said}`,
      };
    }),
  );
}
