import { heatMap } from '../chart/heat-map.js';
import { errorBars } from '../chart/layer/error-bars.js';
import { line } from '../chart/layer/line.js';
import { points } from '../chart/layer/points.js';
import { diagonal } from '../chart/layer/rule.js';
import { plot } from '../chart/plot.js';
import { sum } from '../math/statistics.js';
import type { CalibrationGroup, ClassPicture } from '../tune/evidence/class-picture.js';
import { count, percent, whole } from '../words/number.js';
import { type Figure, figure } from './figure.js';

/** Which classes are taken for which, and whether probabilities can be believed. */
export const classSection = (picture: ClassPicture): string =>
  [figure(confusionFigure(picture)), figure(calibrationFigure(picture))].join('');

function confusionFigure(picture: ClassPicture): Figure {
  const { classes, confusion, target } = picture;
  const share = (row: number, column: number) => confusion[row]![column]! / Math.max(1, sum(confusion[row]!));
  const cells = classes.flatMap((name, row) =>
    classes.map((guess, column) => {
      const rows = confusion[row]![column]!;
      return {
        column,
        row,
        shade: rows === 0 ? 0 : Math.max(1, Math.round(8 * share(row, column))),
        words: whole(rows),
        below: classes.length <= 6 && rows > 0 ? percent(share(row, column)) : '',
        ringed: row === column,
        title: `${count(rows, 'row')} of ${name} predicted as ${guess}\n${percent(share(row, column))} of ${name}`,
      };
    }),
  );
  return {
    finding: confusionFinding(picture),
    about:
      'Each line is a true class; along it, what its test rows were predicted as, and which share of the line that is. Framed: right.',
    draw: ({ width, narrow }, label) =>
      heatMap({
        width,
        label,
        columns: classes,
        rows: classes,
        columnsLabel: `predicted ${target}`,
        rowsLabel: `true ${target}`,
        cells:
          narrow && classes.length > 6
            ? cells.map((cell) => ({ ...cell, words: cell.words.length > 3 ? '' : cell.words }))
            : cells,
      }),
    table: {
      head: ['true', ...classes],
      rows: classes.map((name, row) => [name, ...confusion[row]!.map(whole)]),
      right: classes.map((_, i) => i + 1),
    },
  };
}

/** How many are right, and the mistake that is made most often. */
export function confusionFinding({ classes, confusion, rows, rest }: ClassPicture): string {
  const own = rest ? classes.length - 1 : classes.length;
  const right = sum(confusion.slice(0, own).map((row, i) => row[i]!));
  const pairs = classes.flatMap((truth, i) =>
    classes.flatMap((guess, j) =>
      i === j ? [] : [{ truth, guess, n: confusion[i]![j]!, of: sum(confusion[i]!) }],
    ),
  );
  const worst = pairs.reduce((a, b) => (b.n > a.n ? b : a), { truth: '', guess: '', n: 0, of: 1 });
  if (worst.n === 0) return `All ${count(rows, 'test row')} are put into the right class.`;
  const share = rest ? '' : `${percent(right / rows)} of the test rows are right. `;
  return `${share}Most often ${worst.truth} is taken for ${worst.guess}: ${worst.n} of ${count(worst.of, 'row')} (${percent(worst.n / worst.of)}).`;
}

function calibrationFigure(picture: ClassPicture): Figure {
  const { calibration, about, classes, target } = picture;
  const what = about === 'second' ? `${target} is ${classes[1]}` : 'the likeliest class is right';
  const places = calibration.map(({ said, was }) => [said, was] as const);
  return {
    finding: calibrationFinding(calibration),
    about: `Rows in groups by the probability that they were given (${what}), against how often it was so. On the dashed line a probability can be taken at its word; bars are 95 % intervals.`,
    draw: ({ width, narrow }, label) =>
      plot({
        width: narrow ? width : Math.min(width, 520),
        height: narrow ? 320 : 440,
        label,
        x: { label: `said: probability that ${what}`, domain: [0, 1], format: percentTick },
        y: { label: 'was: share of the rows', domain: [0, 1], format: percentTick },
        layers: [
          diagonal,
          errorBars(
            calibration.map(({ said, low, high }) => [said, low, high] as const),
            'one',
          ),
          line({ points: places, tone: 'one' }),
          points({
            points: calibration.map(({ said, was, rows }) => ({
              x: said,
              y: was,
              title: `said ${percent(said)}, was ${percent(was)}\n${count(rows, 'row')}`,
            })),
            tone: 'one',
            size: 4.5,
          }),
        ],
      }),
    table: {
      head: ['said', 'was', '95 %', 'rows'],
      rows: calibration.map(({ said, was, low, high, rows }) => [
        percent(said),
        percent(was),
        `${percent(low)} to ${percent(high)}`,
        whole(rows),
      ]),
      right: [0, 1, 2, 3],
    },
  };
}

const percentTick = (value: number) => `${Math.round(100 * value)} %`;

/** Of ten groups about one in two such pictures lies outside its interval by chance. */
export function calibrationFinding(groups: readonly CalibrationGroup[]): string {
  if (groups.length < 3) return 'Too few test rows to say whether the probabilities can be believed.';
  const off = groups.filter(({ said, low, high }) => said < low || said > high);
  const rows = sum(groups.map((group) => group.rows));
  const mean = sum(groups.map(({ said, was, rows: n }) => (n * Math.abs(said - was)) / rows));
  if (off.length <= 1)
    return `The probabilities can be taken at their word: ${groups.length - off.length} of ${groups.length} groups agree with what happened, within the noise.`;
  const worst = off.reduce((a, b) => (Math.abs(b.said - b.was) > Math.abs(a.said - a.was) ? b : a));
  return `The probabilities are off by ${percent(mean)} on average: where it says ${percent(worst.said)}, it was ${percent(worst.was)}.`;
}
