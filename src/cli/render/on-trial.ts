import type { RuleFinding } from '../../insight/rules/rule.js';
import { isSameSetting } from '../../space/active.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { bestOfStudy } from '../../tune/best-of-study.js';
import type { MeasuredPath, MeasuredRules, OnTrial } from '../../tune/on-trial.js';
import { claimText } from '../../words/explain/section.js';
import { digits, range, signed } from '../../words/number.js';
import {
  changeText,
  measuredText,
  noPathText,
  pathFinding,
  ruleClaim,
  rulesFinding,
  timeText,
} from '../../words/on-trial.js';
import type { ExplainSection, Page } from './explain-section.js';
import { paragraph, table } from './table.js';

interface Scene extends Page {
  readonly metric: string;
  readonly direction: 'minimize' | 'maximize';
  /** Epochs of the study's own trainings of the best setting. */
  readonly horizon: number;
}

/** The way from the default to the best setting, then the rules of thumb, as they were measured; or how to measure them. */
export const onTrialSection: ExplainSection = {
  lines({ record }, page) {
    const known = measuredOf(record);
    if (known === undefined) return [];
    const { found, best } = known;
    if (found === undefined) return openLines(record.name, page);
    const scene = {
      ...page,
      metric: String(record.facts.metric),
      direction: record.direction,
      horizon: Number(best.facts.horizon),
    };
    return [
      ...(found.path ? pathLines(found.path, scene) : noPathLines(record, best, page)),
      ...(found.rules ? ruleLines(found.rules, scene) : []),
    ].map(page.style.text);
  },
  events({ record }) {
    const found = measuredOf(record)?.found;
    return [
      ...(found?.path ? [{ event: 'path', ...found.path }] : []),
      ...(found?.rules ? [{ event: 'rules', ...found.rules }] : []),
    ];
  },
};

/** The study's best trial and what was measured of its setting; undefined for studies that `tune` did not make. */
function measuredOf(record: StudyRecord): { best: Trial; found: OnTrial | undefined } | undefined {
  const best = bestOfStudy(record);
  if (best === undefined || record.facts.data === undefined) return undefined;
  const kept = record.facts.on_trial as OnTrial | undefined;
  const of = kept?.rules?.best ?? kept?.path?.to;
  const found = of !== undefined && isSameSetting(record.space, of, best.setting) ? kept : undefined;
  return { best, found };
}

const openLines = (study: string, { style, columns }: Page) => [
  '',
  ...paragraph(
    `Not measured yet: how much each change from the default to the best setting gave, and which rules of thumb hold on this data. A minute of training tells: sweetspot explain ${study} --measure 60s`,
    columns,
  ).map(style.faint),
];

const noPathLines = (record: StudyRecord, best: Trial, { style, columns }: Page) => [
  '',
  ...paragraph(noPathText(record, best), columns).map(style.strong),
];

function pathLines(path: MeasuredPath, { metric, direction, horizon, columns, style }: Scene) {
  const { steps, whole } = path;
  const rows = [
    ['from the default to the best setting', metric, 'change', '95 %', 'time', ''],
    ['the default setting', digits(whole.scores[0]), '', '', '', ''],
    ...steps.map((step) => [
      `+ ${changeText(step.changes, step.change.from, step.change.to)}`,
      Number.isFinite(step.scores[1]) ? digits(step.scores[1]) : '-',
      Number.isFinite(step.effect) ? signed(step.effect) : '-',
      step.interval.every(Number.isFinite) ? range(step.interval, true) : '-',
      timeText(step),
      step.verdict,
    ]),
    [
      'all of it',
      digits(whole.scores[1]),
      signed(whole.effect),
      range(whole.interval, true),
      timeText(whole),
      whole.verdict,
    ],
  ];
  return [
    '',
    ...paragraph(`${pathFinding(path, direction)}.`, columns).map(style.strong),
    ...table(rows, { columns, right: [1, 2, 3, 4], header: style.faint, gap: 2, least: 10 }),
    ...paragraph(measuredText(path, horizon), columns).map(style.faint),
  ];
}

const groups: readonly (readonly [RuleFinding['verdict'], string])[] = [
  ['held', 'Held'],
  ['did not hold', 'Did not hold'],
  ['unknown', 'Not clear yet'],
];

function ruleLines(rules: MeasuredRules, { horizon, columns, style }: Scene) {
  return [
    '',
    ...paragraph(`${rulesFinding(rules.findings)}.`, columns).map(style.strong),
    ...groups.flatMap(([verdict, title]) => {
      const found = rules.findings.filter((each) => each.verdict === verdict);
      if (found.length === 0) return [];
      return [`  ${title}`, ...found.flatMap((each) => paragraph(claimText(ruleClaim(each)), columns, '- '))];
    }),
    ...paragraph(measuredText(rules, horizon), columns).map(style.faint),
  ];
}
