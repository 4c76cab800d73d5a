import { describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types
import { simulate } from '../bench/search/simulate.mjs';
// @ts-expect-error: a script without types
import { rowsOf } from '../bench/search/summary.mjs';
import { float, space } from '../src/space/define.js';

const fidelity = { unit: 'epochs', least: 1, most: 4 };
const task = {
  space: space({ x: float(0, 1) }),
  direction: 'minimize',
  fidelity,
  evaluate: ({ x }: { x: number }, epoch: number) => x + 1 / epoch,
  regret: (value: number) => value,
};

/** Looks at three settings for two epochs, then goes on with the second. */
const script = [
  { kind: 'start', setting: { x: 0.5 }, until: 2 },
  { kind: 'start', setting: { x: 0.1 }, until: 2, facts: { kept: true } },
  { kind: 'start', setting: { x: 0.9 }, until: 2 },
  { kind: 'continue', number: 1, until: 4 },
  { kind: 'end', reason: 'the script is over' },
];

describe('a study in bench:search', () => {
  test('pays for every epoch once, and its incumbent is the best report so far', () => {
    let step = 0;
    const seen: { state: string; facts: object }[][] = [];
    const strategy = {
      name: 'script',
      next: ({ trials }: { trials: { state: string; facts: object }[] }) => {
        seen.push(trials);
        return script[step++];
      },
    };
    const { regret, trials, steps } = simulate(strategy, task, { seed: 1, fullTrainings: 2 });
    expect([steps, trials]).toEqual([4, 3]);
    expect(regret).toEqual([1.5, 1, 1, 0.6, 0.6, 0.6, 0.1 + 1 / 3, 0.35]);
    expect(seen.at(-1)!.map(({ state }) => state)).toEqual(['paused', 'paused', 'paused']);
    expect(seen.at(-1)![1]!.facts).toEqual({ kept: true });
  });

  test('noise belongs to the seed, the trial and the epoch; the incumbent is judged without it', () => {
    const run = (seed: number) => {
      let step = 0;
      const strategy = { name: 'script', next: () => script[step++] };
      return simulate(strategy, task, { seed, fullTrainings: 2, noise: 0.01 }).regret;
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1).at(-1)).toBe(0.35);
  });
});

test('rows give the mean over tasks of the mean over seeds, and ranks among those on the same task and seed', () => {
  const study = (method: string, task: string, seed: number, regret: number) => ({
    method,
    task,
    seed,
    regret: [1, regret],
  });
  const studies = [
    study('a', 'first', 1, 0.1),
    study('a', 'first', 2, 0.3),
    study('a', 'second', 1, 0.4),
    study('b', 'first', 1, 0.2),
    study('b', 'first', 2, 0.3),
    study('b', 'second', 1, 0.1),
  ];
  const [a, b] = rowsOf(studies, { budgets: [2], most: 1 });
  expect(a.regret).toBeCloseTo(0.3, 12);
  expect(b.regret).toBeCloseTo(0.175, 12);
  expect(a.rank).toBeCloseTo((1 + 1.5 + 2) / 3, 12);
  expect(a.interval[0]).toBeGreaterThanOrEqual(0.25);
  expect(a.interval[1]).toBeLessThanOrEqual(0.35);
});
