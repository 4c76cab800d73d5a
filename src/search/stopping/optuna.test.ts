import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Direction, Trial } from '../../study/trial.js';
import { halving } from './halving.js';
import { stopInBrackets } from './hyperband.js';
import { median } from './median.js';
import { patience } from './patience.js';
import { percentile } from './percentile.js';
import { trialWith } from './rule.contract.js';
import type { StoppingRule } from './rule.js';
import { threshold } from './threshold.js';
import { wilcoxon } from './wilcoxon.js';

// Whole studies in which Optuna 5's pruners of the same names decided (scripts/reference/optuna_pruners.py).

interface Case {
  readonly rule: string;
  // biome-ignore lint/suspicious/noExplicitAny: each rule has options of its own
  readonly options: any;
  readonly direction: Direction;
  readonly stopped: readonly (number | null)[];
  readonly brackets?: readonly number[];
}
interface Study {
  readonly curves: readonly (readonly (number | null)[])[];
  readonly cases: readonly Case[];
}

const studies: readonly Study[] = JSON.parse(
  readFileSync(new URL('./fixtures/optuna-pruners.json', import.meta.url), 'utf8'),
);

const makers: Record<string, (one: Case) => StoppingRule> = {
  median: ({ options }) => median(options),
  percentile: ({ options }) => percentile(options),
  threshold: ({ options }) => threshold(options),
  patience: ({ options }) => patience(options),
  'patient median': ({ options }) => patience({ ...options, rule: median() }),
  halving: ({ options }) => halving(options),
  hyperband: ({ options, brackets }) => stopInBrackets(options, (number) => brackets![number]!),
  wilcoxon: ({ options }) => wilcoxon(options),
};

/** After how many reports our rule ends each trial, four at a time reporting in turns; null for never. */
function replay(curves: readonly (readonly number[])[], rule: StoppingRule, direction: Direction) {
  const trials: Trial[] = [];
  const stopped: (number | null)[] = curves.map(() => null);
  for (let first = 0; first < curves.length; first += 4) {
    const numbers = [first, first + 1, first + 2, first + 3];
    for (const number of numbers) trials.push(trialWith(number, []));
    for (let reports = 1; reports <= curves[0]!.length; reports++)
      for (const number of numbers.filter((one) => stopped[one] === null)) {
        trials[number] = trialWith(number, curves[number]!.slice(0, reports));
        if (!rule.decide(trials[number], trials, direction).stop) continue;
        stopped[number] = reports;
        trials[number] = { ...trials[number], state: 'stopped' };
      }
    for (const number of numbers.filter((one) => stopped[one] === null))
      trials[number] = { ...trialWith(number, curves[number]!, 'complete'), value: ended(curves[number]!) };
  }
  return stopped;
}

/** The reference gave this value to a trial that ended on a NaN. */
const ended = (curve: readonly number[]) => (Number.isNaN(curve.at(-1)!) ? 1e9 : curve.at(-1)!);

describe.each(studies.map((study, i) => [['of numbers', 'with NaN'][i], study] as const))(
  'as Optuna, curves %s',
  (_, { curves, cases }) => {
    const numbers = curves.map((curve) => curve.map((value) => value ?? Number.NaN));
    test.each(cases.map((one) => [one.rule, JSON.stringify(one.options), one.direction, one] as const))(
      '%s %s, %s',
      (rule, _, direction, one) => {
        expect(replay(numbers, makers[rule]!(one), direction)).toEqual(one.stopped);
      },
    );
  },
);
