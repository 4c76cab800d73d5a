import { usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import { highestSeed, mostWorkers } from '../../platform/check-options.js';
import { nearestName } from '../../spelling.js';
import { engineNames } from '../../tune/engine-name.js';

/** A flag's text becomes a value here, or a message that names the flag, its value, the rule and the next step. */

const wrong = (flag: string, text: string, rule: string, next: string) =>
  usageError(`${flag} is "${text}"; ${rule}.`, next);

export function integer(flag: string, least: number, example: string, most = Number.MAX_SAFE_INTEGER) {
  const rule =
    most < Number.MAX_SAFE_INTEGER
      ? `it takes a whole number from ${least} to ${most}`
      : `it takes a whole number of at least ${least}`;
  return (text: string): number => {
    if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    throw wrong(flag, text, rule, `For example: ${flag} ${example}`);
  };
}

export const seed = integer('--seed', 0, '7', highestSeed);
export const workers = integer('--workers', 1, '2', mostWorkers);

const secondsIn: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600 };

/** `60s`, `5m`, `1h`, `1.5 h` → seconds as `3600s`; `200 trials` stays. */
export const budgetOf =
  (flag: string) =>
  (text: string): string => {
    const trials = /^\s*(\d+)\s*trials?\s*$/.exec(text);
    if (trials && Number(trials[1]) > 0) return `${Number(trials[1])} trials`;
    const seconds = timeInSeconds(text);
    if (seconds) return `${seconds}s`;
    const examples = ['60s', '5m', '1h', '"200 trials"'].map((each) => `${flag} ${each}`);
    throw wrong(flag, text, 'it takes a time or a number of trials', `For example: ${examples.join(', ')}`);
  };

/** As `budgetOf`, for what can only be limited in time. */
export function time(text: string): string {
  const seconds = timeInSeconds(text);
  if (seconds) return `${seconds}s`;
  throw wrong('--budget', text, 'it takes a time here', 'For example: --budget 20s, --budget 2m');
}

function timeInSeconds(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(s|m|min|h)\s*$/.exec(text);
  return match ? Number(match[1]) * secondsIn[match[2]!]! : undefined;
}

/** `80%`, `80 %` or `0.8` → 0.8; `none` stays. */
export function share(flag: string) {
  return (text: string): number | 'none' => {
    if (text.trim() === 'none') return 'none';
    const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*$/.exec(text);
    const found = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN;
    if (found > 0 && found < 1) return found;
    throw wrong(flag, text, 'it takes a share between 0 and 100 %, or none', `For example: ${flag} 80%`);
  };
}

/** Only names that are on the list; the nearest is suggested. */
export function oneOf<Name extends string>(flag: string, names: readonly Name[]) {
  return (text: string): Name => {
    const wanted = text.replaceAll('-', '_') as Name;
    if (names.includes(wanted)) return wanted;
    const meant = nearestName(text, names);
    throw wrong(
      flag,
      text,
      `it takes one of ${names.join(', ')}`,
      meant ? `Did you mean ${flag} ${meant}?` : `For example: ${flag} ${names[0]}`,
    );
  };
}

const directory: Record<MetricName, true> = {
  rmse: true,
  mae: true,
  rmsle: true,
  r2: true,
  log_loss: true,
  accuracy: true,
  balanced_accuracy: true,
  auc: true,
  f1: true,
};
export const metricNames = Object.keys(directory) as MetricName[];

export const engine = oneOf('--engine', engineNames);

/** `learning-rate` is `learning_rate`. */
export const hyperparameter = (text: string) => text.trim().replaceAll('-', '_');

/** `batch-size=256` → `batch_size=256`. */
export function assignment(what: string) {
  return (text: string): string => {
    const match = /^\s*([A-Za-z][\w-]*)\s*=\s*(\S.*?)\s*$/.exec(text);
    if (match) return `${hyperparameter(match[1]!)}=${match[2]}`;
    throw usageError(
      `${what} is "${text}"; it takes a hyperparameter, "=" and its value.`,
      'For example: batch_size=256',
    );
  };
}

/** For flags that may be given more than once. */
export const collect =
  <T>(read: (text: string) => T) =>
  (text: string, before: readonly T[] = []): readonly T[] => [...before, read(text)];

export const texts = collect((text: string) => text);

/** `random`, `time:COLUMN` or `group:COLUMN`. */
export function split(text: string): string {
  if (text === 'random' || /^(time|group):./s.test(text)) return text;
  const near = /^(time|group)/.exec(text)?.[1];
  throw wrong(
    '--split',
    text,
    'it takes random, time:COLUMN or group:COLUMN',
    near ? `Name the column: --split ${near}:COLUMN` : 'For example: --split time:date',
  );
}

/** One character, or its name. */
export function delimiter(text: string): string {
  const named: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', space: ' ' };
  const character = named[text.toLowerCase()] ?? text;
  if (character.length === 1) return character;
  throw wrong('--delimiter', text, 'it takes one character, or tab', 'For example: --delimiter ";"');
}
