import type {
  BaselineEvent,
  FindingEvent,
  ImprovedEvent,
  PhaseEvent,
  ProgressEvent,
} from '../../tune/event.js';
import { baselineTitle } from '../../words/metric.js';
import { clock, digits, percent } from '../../words/number.js';
import { settingLine } from '../../words/setting.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** Lines that stay on the screen while a run goes on. */

const phases: Record<PhaseEvent['phase'], string> = {
  baselines: '1/5 baselines',
  search: '2/5 search',
  confirm: '3/5 confirm',
  final: '4/5 final model',
  test: '5/5 test',
};
const phaseTexts: Record<PhaseEvent['phase'], string> = {
  baselines: 'what has to be beaten',
  search: '',
  confirm: 'the best few again, with fresh seeds',
  final: '',
  test: 'the test rows are opened, once',
};

export const phaseLine = ({ phase, note }: PhaseEvent, style: Style) =>
  `  ${style.strong(phases[phase])}   ${style.text(note ?? phaseTexts[phase])}`.trimEnd();

export function baselineLines(baselines: readonly BaselineEvent[], style: Style, columns: number): string[] {
  const [first] = baselines;
  if (first?.targets) return byTarget(baselines, Object.keys(first.targets), style, columns);
  const said = baselines.map(
    ({ name, validation }) => `${baselineTitle[name]} ${style.strong(digits(validation))}`,
  );
  return table([['To beat   ', said.join(' | ')]], { columns });
}

/** A row for each of several targets, in its units. */
function byTarget(
  baselines: readonly BaselineEvent[],
  names: readonly string[],
  style: Style,
  columns: number,
): string[] {
  const row = (title: string, of: (each: BaselineEvent) => number | undefined) => [
    '',
    style.text(title),
    ...baselines.map((each) => digits(of(each) ?? Number.NaN)),
    '',
  ];
  return table(
    [
      ['To beat   ', '', ...baselines.map(({ name }) => baselineTitle[name]), ''],
      row('overall', ({ validation }) => validation),
      ...names.map((name) => row(name, ({ targets }) => targets?.[name])),
    ],
    { columns, right: baselines.map((_, j) => j + 2) },
  );
}

export const improvedLine = ({ elapsed, validation, hyperparameters, number }: ImprovedEvent, style: Style) =>
  `  ${style.good('*')} ${clock(elapsed)}  new best ${style.good(digits(validation))}   ${style.text(settingLine(hyperparameters))}   ${style.faint(`trial ${number}`)}`;

export const findingLine = ({ elapsed, text }: FindingEvent, style: Style) =>
  `  ${style.note('!')} ${clock(elapsed)}  ${style.text(text)}`;

/** For logs: that it still runs, and how far it is. */
export const heartbeatLine = ({ elapsed, fraction, done, best, phase, secondsLeft }: ProgressEvent) =>
  [
    `    ${clock(elapsed)}  ${phase}`,
    percent(fraction),
    `${done} trials done`,
    best === undefined ? '' : `best ${digits(best)}`,
    secondsLeft === undefined ? '' : `${clock(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join('  ');
