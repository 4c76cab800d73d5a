import { scoreName } from '../../model/metric-name.js';
import type { Verdict, WhatIfStep } from '../../tune/what-if-event.js';
import { count, digits, duration, range, signed, times } from '../../words/number.js';
import type { VerdictEvent } from '../job.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

/** The steps in a table, then the question's answer in words. */
export function whatIfLines(event: VerdictEvent, style: Style, columns: number): string[] {
  return [
    '',
    ...table([head(event), base(event), ...event.steps.map((step, i) => row(step, i, style))], {
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

const head = (event: VerdictEvent) => ['step', nameOf(event), 'change', '95 %', 'time', 'verdict'];

const nameOf = ({ metric, targets }: VerdictEvent) => scoreName(metric, targets !== undefined);

const base = ({ baseScore, baseDiverged, steps }: VerdictEvent) => [
  'best setting',
  digits(baseScore),
  '',
  '',
  '1×',
  blowUps(baseDiverged, steps[0]?.pairs ?? 0),
];

const blowUps = (diverged: number, pairs: number) => (diverged > 0 ? `diverged ${diverged} of ${pairs}` : '');

function row(step: WhatIfStep, i: number, style: Style): string[] {
  const last = step.change.split(/,\s*| \+ /).at(-1)!;
  const name = i === 0 ? step.change : `+ ${last}`;
  return [
    name,
    digits(step.score),
    signed(step.effect),
    interval(step),
    Number.isFinite(step.timeRatio) ? `${times(step.timeRatio)}×` : '-',
    [step.verdict, blowUps(step.diverged, step.pairs)].filter(Boolean).join(', '),
  ].map((text, j) => (j === 5 ? paint(step.verdict, style)(text) : style.text(text)));
}

const interval = ({ interval }: Pick<WhatIfStep, 'interval'>) =>
  interval.every(Number.isFinite) ? range(interval, true) : '-';

const paint = (verdict: Verdict, style: Style) =>
  verdict === 'better' ? style.good : verdict === 'worse' ? style.bad : style.note;

/** Whether the whole change helps, and whether each addition did. */
export function answer(event: VerdictEvent): string {
  const { steps } = event;
  const last = steps.at(-1);
  if (!last) return 'Nothing was trained, so nothing can be said.';
  const additions = steps.slice(1).map((step) => `${added(step)}`);
  const said = `${whole[last.verdict]} (${sizeOf(last, nameOf(event))})`;
  return `${said}, ${timeWords(last.timeRatio)}.${additions.length ? ` ${additions.join(' ')}` : ''}`;
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
  const name = step.change.split(/,\s*| \+ /).at(-1)!;
  return `Adding ${name} ${addedWords[step.added.verdict]}${
    Number.isFinite(step.added.effect) ? ` (${signed(step.added.effect)})` : ''
  }.`;
}

/** Two trainings of one setting may differ by this much on a machine that does other things too. */
const timeMargin = 1.15;

function timeWords(ratio: number): string {
  if (!Number.isFinite(ratio)) return 'and how long training takes is not known';
  if (ratio > 1 / timeMargin && ratio < timeMargin) return 'and training takes as long';
  return ratio < 1
    ? `and training is ${times(1 / ratio)} times faster`
    : `and training takes ${times(ratio)} times as long`;
}

function measured({ steps, seconds }: VerdictEvent): string {
  const pairs = Math.max(0, ...steps.map((step) => step.pairs));
  return `Measured: ${count(pairs, 'pair')} of trainings on shared seeds and splits, ${duration(seconds)}.`;
}
