import { type MetricName, scoreName } from '../../model/metric-name.js';
import type { Facts, StudySummary } from '../../study/store/store.js';
import type { StudyRecord, Trial, TrialState } from '../../study/trial.js';
import type { FinishedEvent } from '../../tune/event.js';
import { inWords } from '../../words/names.js';
import { count, digits } from '../../words/number.js';
import { settingLine } from '../../words/setting.js';
import { answerLines } from './report.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

export function studyListLines(
  studies: readonly StudySummary[],
  url: string,
  style: Style,
  columns: number,
): string[] {
  if (studies.length === 0) {
    return [`  No studies in ${url} yet.`, '  Begin with: sweetspot tune FILE --target COLUMN'];
  }
  const rows = studies.map(({ name, trials, best, facts }) => [
    name,
    best === undefined ? '-' : digits(best),
    metricName(facts),
    String(trials.complete),
    String(trials.stopped),
    String(trials.diverged),
    text(facts.target),
  ]);
  const header = ['study', 'validation', 'metric', 'complete', 'stopped', 'diverged', 'target'];
  return ['', ...table([header, ...rows], { columns, right: [1, 3, 4, 5], header: style.faint }), ''];
}

/** A text, a number, or a list of texts. */
function text(fact: unknown): string {
  if (Array.isArray(fact)) return inWords(fact.map(text));
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}

const metricName = ({ metric, target }: Facts) =>
  scoreName(text(metric) as MetricName, Array.isArray(target));

const states: readonly TrialState[] = ['complete', 'stopped', 'diverged', 'failed', 'running', 'paused'];
const shown = 12;

/** What is known of a study, and its best trials. */
export function studyLines(study: StudyRecord, style: Style, columns: number): string[] {
  const best = ranked(study).slice(0, shown);
  const header = ['trial', metricOf(study), 'state', 'epochs', 'setting'];
  const rows = best.map((trial) => [
    String(trial.number),
    digits(trial.value!),
    trial.state,
    String(trial.intermediate.at(-1)?.epoch ?? ''),
    style.text(settingLine(trial.setting)),
  ]);
  const rest = study.trials.length - best.length;
  return [
    '',
    `  ${style.strong(study.name)}`,
    ...paragraph(countsOf(study.trials), columns),
    ...facts(study, columns),
    ...answerOf(study, style, columns),
    '',
    ...(rows.length
      ? table([header, ...rows], { columns, right: [0, 1, 3], header: style.faint })
      : ['  No trial has a score yet.']),
    ...(rest > 0 ? [style.faint(`  and ${count(rest, 'more trial')}; all of them: --json`)] : []),
    '',
  ];
}

/** The answer, when the study was carried to its end. */
function answerOf({ facts }: StudyRecord, style: Style, columns: number): string[] {
  const finished = facts.finished as FinishedEvent | undefined;
  if (finished?.event !== 'finished') return [];
  return ['', ...answerLines(finished, { target: text(facts.target) || 'the target', style, columns })];
}

const metricOf = ({ facts }: StudyRecord) => (text(facts.metric) === '' ? 'value' : metricName(facts));

/** Those with a value, the best first; trials that were trained to their end come before those that were stopped. */
function ranked({ trials, direction }: StudyRecord): Trial[] {
  const sign = direction === 'minimize' ? 1 : -1;
  const late = (trial: Trial) => (trial.state === 'complete' ? 0 : 1);
  return trials
    .filter((trial) => trial.value !== undefined)
    .sort((a, b) => late(a) - late(b) || sign * (a.value! - b.value!));
}

function countsOf(trials: readonly Trial[]): string {
  const said = states.flatMap((state) => {
    const n = trials.filter((trial) => trial.state === state).length;
    return n ? [`${n} ${state}`] : [];
  });
  return `${count(trials.length, 'trial')}${said.length ? `: ${said.join(', ')}` : ''}`;
}

const told = ['target', 'task', 'metric', 'seed'];

/** What was asked, as `target price, metric rmse, seed 1`. */
function facts({ facts }: StudyRecord, columns: number): string[] {
  const said = told
    .filter((name) => text(facts[name]) !== '')
    .map((name) => `${name} ${name === 'metric' ? metricName(facts) : text(facts[name])}`);
  return said.length ? paragraph(said.join(', '), columns) : [];
}
