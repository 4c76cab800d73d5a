import type { ByTarget } from '../../model/measure.js';
import { type MetricName, scoreName } from '../../model/metric-name.js';
import type { DataEvent, PlanEvent, WarningEvent } from '../../tune/event.js';
import { hasUnits, metricTitle } from '../../words/metric.js';
import { inWords } from '../../words/names.js';
import { bytes, count, digits, duration, percent, whole } from '../../words/number.js';
import { warningWords } from '../../words/warning.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** What was read and what was taken for granted. */
export function dataLines(event: DataEvent, style: Style, columns: number, format = ''): string[] {
  const rows = [
    [
      'File',
      `${event.file}: ${format && `${format}, `}${count(event.rows, 'row')}, ${count(event.columns, 'column')}, ${bytes(event.bytes)}`,
    ],
    ['Predicting', `${inWords(event.target)}${classNames(event)}`],
    ['Task', task(event)],
    ['Inputs', inputs(event)],
    ...event.assumptions.map(({ about, text, flag }, i) => [
      i === 0 ? 'Assumed' : '',
      `${about}: ${text}${flag ? ` (change: ${flag})` : ''}`,
    ]),
    ['Split', split(event)],
  ];
  return labelled(rows, style, columns);
}

/** What a careful person would point out; the first of them bears the label. */
export const warningLines = (event: WarningEvent, isFirst: boolean, style: Style, columns: number) =>
  labelled([[isFirst ? 'Heads-up' : '', warningWords(event)]], style, columns, style.note);

/** What will be tried, for how long, and where it goes. */
export function planLines(event: PlanEvent, style: Style, columns: number): string[] {
  const rows = [
    ['Training', `up to ${count(event.epochs, 'epoch')} a trial${rungs(event.rungs)}`],
    ['Budget', `${budget(event)} on ${count(event.workers, 'worker')}, seed ${event.seed}`],
    [event.resumed ? 'Resuming' : 'Saving to', `${event.folder} (study ${event.study} in ${event.storage})`],
    ['To stop', 'Ctrl-C once: what is found so far is confirmed and reported'],
  ];
  return [...spaceLines(event.space, style, columns), ...labelled(rows, style, columns)];
}

const same = (text: string) => text;

export const labelled = (rows: string[][], style: Style, columns: number, paint = same) =>
  table(
    rows.map(([label, ...texts]) => [paint(label!.padEnd(10)), ...texts.map(style.text)]),
    { columns },
  );

const classNames = ({ classes }: DataEvent) =>
  classes
    ? `: ${classes.slice(0, 6).join(', ')}${classes.length > 6 ? ` and ${classes.length - 6} more` : ''}`
    : '';

function task(event: DataEvent): string {
  const { task, metric, target, classes } = event;
  if (event.scales) return severalTargets(metric, event.scales);
  const kind =
    task === 'multiclass' ? `${classes?.length ?? 'many'} classes` : task === 'binary' ? 'two classes' : task;
  const units = hasUnits(metric) ? `, in the units of ${[target].flat().join(', ')}` : '';
  return `${kind}, measured by ${metric}: ${metricTitle[metric]}${units} (change: --task, --metric)`;
}

/** How the targets' scores become the one number that ranks. */
function severalTargets(metric: MetricName, scales: ByTarget): string {
  const kind = `regression, measured by ${scoreName(metric, true)}: `;
  const change = '(change: --task, --metric)';
  if (metric === 'r2') return `${kind}${metricTitle.r2}, averaged over the targets ${change}`;
  const each = Object.entries(scales).map(([name, scale]) => `${name} ${digits(scale)}`);
  return `${kind}each target's ${metricTitle[metric]}, divided by the best constant's (${each.join(', ')}), averaged ${change}`;
}

function inputs({ inputs }: DataEvent): string {
  const kinds = [
    [inputs.number, 'number'],
    [inputs.category, 'category', 'categories'],
    [inputs.boolean, 'yes-or-no', 'yes-or-no'],
    [inputs.date, 'date'],
    [inputs.ordinal ?? 0, 'ordered category', 'ordered categories'],
    [inputs.cyclic ?? 0, 'column that goes round', 'columns that go round'],
  ] as const;
  const said = kinds.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many));
  return `${said.join(', ')} → ${count(inputs.encoded, 'network input')}`;
}

function split({ split }: DataEvent): string {
  const { train, validation, test, testFile, validationFile, folds = 1, by, described = {} } = split;
  // Of the rows that are used, which are fewer than the file's when some were left out.
  const used = train + (validationFile ? 0 : validation) + (testFile ? 0 : test);
  const part = (n: number, words: string | undefined) => {
    const said = [n < used ? percent(n / used) : '', words].filter(Boolean).join(', ');
    return said ? `${whole(n)} (${said})` : whole(n);
  };
  const others = validationFile
    ? `train ${part(train, described.train)}, validation: ${count(validation, 'row')} of ${validationFile}`
    : folds > 1
      ? `${folds}-fold cross-validation on ${count(train + validation, 'row')}${by === 'time' ? ', each part by what is earlier' : ''}`
      : `train ${part(train, described.train)}, validation ${part(validation, described.validation)}`;
  const tested = testFile
    ? `test: ${count(test, 'row')} of ${testFile}`
    : `test ${part(test, described.test)}`;
  return `${others}${testFile ? ';' : ','} ${tested} sealed until the end (change: ${splitFlags(split)})`;
}

function splitFlags({ testFile, validationFile }: DataEvent['split']): string {
  const flags = ['--split', ...(validationFile ? [] : ['--folds']), ...(testFile ? [] : ['--test'])];
  return (testFile && validationFile ? ['--validation', '--test'] : flags).join(', ');
}

/** What would be searched; conditions, as `only with layers = 1`, go without saying here. */
export const spaceLines = (space: PlanEvent['space'], style: Style, columns: number) =>
  labelled(
    space.map(({ name, values }, i) => [i === 0 ? 'Will try' : '', name, values.split(';')[0]!]),
    style,
    columns,
  );

const rungs = (epochs: readonly number[]) =>
  epochs.length > 1 ? '; trials are compared at 1/15, 1/5 and 7/15 of their way' : '';

function budget({ budget }: PlanEvent): string {
  const said = [
    budget.seconds === undefined ? '' : duration(budget.seconds),
    budget.trials === undefined ? '' : count(budget.trials, 'trial'),
  ];
  return `${said.filter(Boolean).join(' or ')} (change: --budget)`;
}
