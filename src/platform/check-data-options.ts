import { duplicateRules } from '../data/duplicates.js';
import type { DataOptions } from '../data/task.js';
import { usageError } from '../error.js';
import { metricNames } from '../model/metrics.js';
import { suggestName } from '../spelling.js';

/** Options that a program may give wrongly where a flag cannot: throws a usage error for a name that is none, and for a text in place of a list. */
export function checkDataOptions(options: Partial<DataOptions> & { readonly metric?: string }) {
  checkName('metric', options.metric, metricNames);
  checkName('task', options.task, ['regression', 'binary', 'multiclass']);
  checkName('duplicates', options.duplicates, duplicateRules);
  for (const name of ['missing', 'ignore', 'category', 'number', 'date'] as const)
    checkTexts(name, options[name]);
  checkClassWeights(options.classWeights);
}

function checkName(option: string, value: unknown, names: readonly string[]) {
  if (value === undefined || names.includes(value as string)) return;
  throw usageError(
    `${option} is ${shown(value)}; it takes one of ${names.join(', ')}.`,
    suggestName(String(value), names),
  );
}

function checkTexts(option: string, value: unknown) {
  if (value === undefined) return;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return;
  throw usageError(
    `${option} is ${shown(value)}; it takes a list of texts.`,
    `For example: ${option}: ['${typeof value === 'string' ? value : 'a'}']`,
  );
}

function checkClassWeights(value: unknown) {
  if (value === undefined || value === 'balanced' || value === 'none') return;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw usageError(
    `classWeights is ${shown(value)}; it takes balanced, none, or an object of classes with their weights.`,
    "For example: classWeights: 'balanced', classWeights: { yes: 5 }",
  );
}

const shown = (value: unknown) => JSON.stringify(value) ?? String(value);
