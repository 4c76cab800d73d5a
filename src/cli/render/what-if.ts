import { scoreName } from '../../model/metric-name.js';
import type { Verdict, WhatIfStep } from '../../tune/what-if-event.js';
import { count, digits, duration, range, signed, times } from '../../words/number.js';
import type { VerdictEvent } from '../job.js';
import { guessedAnswer, scoreboard } from './guess.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

/** The steps in a table, then the question's answer in words. */
export function whatIfLines(event: VerdictEvent, style: Style, columns: number): string[] {
  return [
    '',
    ...table([head(event), base(event), ...event.steps.map((step, i) => row(event, step, i, style))], {
      columns,
      right: [1, 2, 3, 4],
      header: style.faint,
      gap: columns < 96 ? 2 : 3,
      least: 10,
    }),
    '',
    ...paragraph(style.text(answer(event)), columns).map(style.strong),
    ...paragraph(measured(event), columns).map(style.faint),
  ];
}

const head = (event: VerdictEvent) => [
  'step',
  nameOf(event),
  'change',
  isGuess(event) ? '90 %' : '95 %',
  'time',
  'verdict',
];

/** Nothing was trained: what is said is believed. */
const isGuess = ({ epochs }: VerdictEvent) => epochs === 0;

/** What a score is called: the metric's name, where the study has one. */
export const nameOf = ({ metric, targets }: Pick<VerdictEvent, 'metric' | 'targets'>): string =>
  metric === undefined ? 'score' : scoreName(metric, targets !== undefined);

const base = ({ baseScore, baseDiverged, steps }: VerdictEvent) => [
  'best setting',
  digits(baseScore),
  '',
  '',
  Number.isFinite(steps[0]?.timeRatio) ? '1×' : '',
  blowUps(baseDiverged, steps[0]?.pairs ?? 0),
];

const blowUps = (diverged: number, pairs: number) => (diverged > 0 ? `diverged ${diverged} of ${pairs}` : '');

function row({ find }: VerdictEvent, step: WhatIfStep, i: number, style: Style): string[] {
  const name = i === 0 || find ? step.change : `+ ${lastChange(step)}`;
  return [
    name,
    digits(step.score),
    signed(step.effect),
    interval(step),
    Number.isFinite(step.timeRatio) ? `${times(step.timeRatio)}×` : '-',
    [step.grade === 'unknown' ? 'not known' : step.verdict, blowUps(step.diverged, step.pairs)]
      .filter(Boolean)
      .join(', '),
  ].map((text, j) => (j === 5 ? paint(step.verdict, style)(text) : style.text(text)));
}

const interval = ({ interval }: Pick<WhatIfStep, 'interval'>) =>
  interval.every(Number.isFinite) ? range(interval, true) : '-';

const paint = (verdict: Verdict, style: Style) =>
  verdict === 'better' ? style.good : verdict === 'worse' ? style.bad : style.note;

const settledHere = 'Without --no-check it is settled by training.';
/** A study of someone's own training code does not say where its data are. */
const settledElsewhere =
  'To settle it, train both settings in your own code on the same seeds, and add them to the study.';

/** Whether the whole change helps, and whether each addition did. */
export function answer(event: VerdictEvent): string {
  const { steps } = event;
  const last = event.find ? bestFound(event) : steps.at(-1);
  if (!last) return 'Nothing was trained, so nothing can be said.';
  if (isGuess(event))
    return `${guessedAnswer(last, nameOf(event))} ${event.foreign ? settledElsewhere : settledHere}`;
  const additions = event.find ? [] : steps.slice(1).map((step) => `${added(step)}`);
  const said = `${event.find ? `With ${last.change}: ` : ''}${whole[last.verdict]} (${sizeOf(last, nameOf(event))})`;
  return `${said}, ${timeWords(last.timeRatio)}.${additions.length ? ` ${additions.join(' ')}` : ''}`;
}

/** Of what was proposed, and the first change alone, the one with the best mean score. */
function bestFound({ steps, direction }: VerdictEvent): WhatIfStep | undefined {
  const cost = ({ score }: WhatIfStep) => (direction === 'minimize' ? score : -score);
  return steps.reduce<WhatIfStep | undefined>(
    (best, step) => (best === undefined || cost(step) < cost(best) ? step : best),
    undefined,
  );
}

function sizeOf(step: WhatIfStep, metric: string): string {
  const blown = step.diverged > 0 ? `${step.diverged} of ${count(step.pairs, 'training')} diverged` : '';
  const effect = Number.isFinite(step.effect)
    ? `${metric} ${signed(step.effect)}; 95 %: ${interval(step)}`
    : '';
  return [blown, effect].filter(Boolean).join('; ');
}

const whole: Record<Verdict, string> = {
  better: 'Yes, it helps',
  worse: 'No, it is worse',
  'no real difference': 'It makes no real difference',
  'cannot tell': 'It cannot be told yet: the noise is larger than the effect',
};

const addedWords: Record<Verdict, string> = {
  better: 'helped',
  worse: 'made it worse',
  'no real difference': 'made no real difference',
  'cannot tell': 'may or may not have helped',
};

function added(step: WhatIfStep): string {
  return `Adding ${lastChange(step)} ${addedWords[step.added.verdict]}${
    Number.isFinite(step.added.effect) ? ` (${signed(step.added.effect)})` : ''
  }.`;
}

const lastChange = ({ change }: WhatIfStep) => change.split(/,\s*| \+ /).at(-1)!;

/** Two trainings of one setting may differ by this much on a machine that does other things too. */
const timeMargin = 1.15;

function timeWords(ratio: number): string {
  if (!Number.isFinite(ratio)) return 'and how long training takes is not known';
  if (ratio > 1 / timeMargin && ratio < timeMargin) return 'and training takes as long';
  return ratio < 1
    ? `and training is ${times(1 / ratio)} times faster`
    : `and training takes ${times(ratio)} times as long`;
}

function measured(event: VerdictEvent): string {
  const { steps, seconds, epochs, horizon } = event;
  if (isGuess(event)) return 'Believed, not measured: nothing was trained.';
  const pairs = Math.max(0, ...steps.map((step) => step.pairs));
  const short =
    epochs < horizon ? ` Trainings had ${count(epochs, 'epoch')}, the study's have ${horizon}.` : '';
  return `Measured: ${count(pairs, 'pair')} of trainings on shared seeds and splits, ${duration(seconds)}.${short}${guessed(event)}`;
}

function guessed({ steps, guessesRight }: VerdictEvent): string {
  const given = steps.filter(({ guess }) => guess?.grade === 'believed');
  if (given.length === 0 || guessesRight === undefined) return '';
  const said = given.map((step) => `${step.change}: ${step.guess!.verdict}`).join('; ');
  return ` What was guessed: ${said}.${scoreboard(guessesRight)}`;
}
