import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../math/statistics.js';
import type { Setting, Space } from '../../space/parameter.js';
import { optunaFanova } from './fanova/fanova.js';
import { type Costed, type PedAnovaOptions, pedAnova } from './ped-anova/ped-anova.js';

interface OptunaOptions {
  readonly target_quantile?: number;
  readonly region_quantile?: number;
  readonly evaluate_on_local?: boolean;
}

interface Case {
  readonly name: string;
  readonly direction: string;
  readonly space: Space;
  readonly trials: readonly (readonly [readonly (number | string)[], number])[];
  readonly fanova: Readonly<Record<string, { readonly mean: number; readonly sd: number }>>;
  readonly pedAnova: readonly {
    readonly options: OptunaOptions;
    readonly importance: Record<string, number>;
  }[];
}

/** Written by scripts/reference/importance_fixtures.py, with Optuna 5.0.0. */
const cases = JSON.parse(
  readFileSync(new URL('./fixtures/optuna-importance.json', import.meta.url), 'utf8'),
) as Case[];

const trialsOf = ({ space, trials, direction }: Case): Costed[] =>
  trials.map(([values, value]) => ({
    setting: settingOf(space, values),
    cost: direction === 'minimize' ? value : -value,
  }));

/** Values follow the space's order; what does not exist has none. */
function settingOf(space: Space, values: readonly (number | string)[]): Setting {
  const left = [...values];
  const setting: Record<string, number | string> = {};
  for (const [name, { when }] of Object.entries(space))
    if (when === undefined || when.values.includes(setting[when.parameter]!)) setting[name] = left.shift()!;
  return setting;
}

const optionsOf = ({
  target_quantile,
  region_quantile,
  evaluate_on_local,
}: OptunaOptions): PedAnovaOptions => ({
  best: target_quantile,
  region: region_quantile,
  against: evaluate_on_local === false ? 'space' : 'trials',
});

describe.each(cases)('a study of Optuna, $name', (study) => {
  test('PED-ANOVA is Optuna’s to 1e-6 of it', () => {
    for (const { options, importance } of study.pedAnova) {
      const own = pedAnova(study.space, trialsOf(study), optionsOf(options));
      expect(Object.keys(own).sort()).toEqual(Object.keys(importance).sort());
      for (const [name, theirs] of Object.entries(importance))
        expect(Math.abs(own[name]! - theirs)).toBeLessThanOrEqual(1e-6 * theirs + 1e-15);
    }
  });

  test('fANOVA is Optuna’s within what its seed changes', () => {
    const runs = Array.from({ length: 8 }, (_, seed) => optunaFanova(study.space, trialsOf(study), seed));
    expect(Object.keys(runs[0]!).sort()).toEqual(Object.keys(study.fanova).sort());
    for (const [name, theirs] of Object.entries(study.fanova)) {
      const own = runs.map((run) => mean(run[name]!));
      expect(Math.abs(mean(own) - theirs.mean)).toBeLessThan(2 * theirs.sd);
      expect(standardDeviation(own)).toBeLessThan(2.5 * theirs.sd + 1e-4);
    }
  });
});
