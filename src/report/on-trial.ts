import type { Tone } from '../chart/tone.js';
import { waterfall } from '../chart/waterfall.js';
import type { Measured } from '../insight/contrast.js';
import type { RuleFinding } from '../insight/rules/rule.js';
import type { MeasuredPath, MeasuredRules } from '../tune/on-trial.js';
import { claimText } from '../words/explain/section.js';
import { scoreText } from '../words/metric.js';
import { range, signed } from '../words/number.js';
import {
  changeText,
  measuredText,
  pathFinding,
  ruleClaim,
  rulesFinding,
  timeText,
} from '../words/on-trial.js';
import { figure } from './figure.js';
import { list, paragraph, prose } from './html.js';
import type { Material } from './material.js';

/** What was measured of a finished study: the way from the default to the best setting, and the rules of thumb. Empty before it was. */
export const pathSection = (material: Material): string =>
  material.onTrial?.path ? pathFigure(material, material.onTrial.path) : '';

export const ruleSection = (material: Material): string =>
  material.onTrial?.rules ? ruleList(material, material.onTrial.rules) : '';

const toneOf = ({ verdict }: Measured): Tone =>
  verdict === 'better' ? 'three' : verdict === 'worse' ? 'two' : 'quiet';

function pathFigure({ metric, measure, direction, finished }: Material, path: MeasuredPath): string {
  const { steps, whole } = path;
  const [start, end] = whole.scores;
  let at = start;
  const bars = steps.map((step) => {
    const from = at;
    const effect = Number.isFinite(step.effect) ? step.effect : 0;
    at += effect;
    return {
      name: changeText(step.changes, step.change.from, step.change.to),
      from,
      to: at,
      interval: step.interval.every(Number.isFinite)
        ? ([from + step.interval[0], from + step.interval[1]] as const)
        : undefined,
      shown: Number.isFinite(step.effect) ? signed(step.effect) : 'blew up',
      tone: toneOf(step),
    };
  });
  return figure({
    finding: `${pathFinding(path, direction)}.`,
    about: `From the default to the best setting, one change after the other: ${measure} on validation rows; ${direction === 'minimize' ? 'lower' : 'higher'} is better. The pale bars are 95 % intervals of each change.`,
    draw: ({ width }, label) =>
      waterfall({
        width,
        label,
        axis: measure,
        first: { name: 'the default setting', value: start, shown: scoreText(metric, start) },
        steps: bars,
        last: { name: 'the best setting', value: end, shown: scoreText(metric, end) },
      }),
    key: [
      { tone: 'three', mark: 'area', words: 'better' },
      { tone: 'two', mark: 'area', words: 'worse' },
      { tone: 'quiet', mark: 'area', words: 'no real difference, or not clear' },
    ],
    note: `${measuredText(path, horizonOf(finished))} All steps were trained in the same pairs, so they add up to the whole.`,
    table: {
      head: ['change', metric, '95 %', 'time an epoch', 'verdict'],
      rows: [
        ...steps.map((step) => [changeText(step.changes, step.change.from, step.change.to), ...cells(step)]),
        ['all of it', ...cells(whole)],
      ],
      right: [1, 2, 3],
    },
  });
}

const cells = (each: Measured) => [
  Number.isFinite(each.effect) ? signed(each.effect) : '',
  each.interval.every(Number.isFinite) ? range(each.interval, true) : '',
  timeText(each),
  each.verdict,
];

const horizonOf = ({ report }: Material['finished']): number | undefined => {
  const epochs = report.settings.find(({ name }) => name === 'epochs')?.chosen.split(' of ')[1];
  return epochs === undefined ? undefined : Number(epochs.replaceAll(',', ''));
};

const groups: readonly (readonly [RuleFinding['verdict'], string])[] = [
  ['held', 'Held'],
  ['did not hold', 'Did not hold'],
  ['unknown', 'Not clear yet'],
];

function ruleList({ finished }: Material, rules: MeasuredRules): string {
  return [
    `<h3>${prose(rulesFinding(rules.findings))}.</h3>`,
    paragraph(
      `Each was followed, or left, with all else as in the best setting. ${measuredText(rules, horizonOf(finished))}`,
    ),
    ...groups.flatMap(([verdict, title]) => {
      const found = rules.findings.filter((each) => each.verdict === verdict);
      return found.length === 0
        ? []
        : [`<h4>${title}</h4>`, list(found.map((each) => claimText(ruleClaim(each))))];
    }),
  ].join('');
}
