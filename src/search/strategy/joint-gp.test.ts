import { expect, test } from 'vitest';
import { float, space } from '../../space/define.js';
import type { Trial } from '../../study/trial.js';
import { jointGp } from './joint-gp.js';
import { simulate } from './simulate.contract.js';
import { describeStrategy } from './strategy.contract.js';

// With few candidates, little training and early ends, for what the contract asks does not depend on how well it searches.
describeStrategy('jointGp', () => jointGp({ candidates: 8, searches: 1, first: 1 }), 4);

const hills = space({ a: float(0, 1), b: float(0, 1), c: float(0, 1) });
const report = ({ a, b, c }: Record<string, unknown>, epoch: number) =>
  (Number(a) - 0.7) ** 2 + (Number(b) - 0.2) ** 2 + 0.1 * (Number(c) - 0.5) ** 2 + 1 / epoch;

test('finds a minimum of learning curves with few full trainings', () => {
  const fidelity = { unit: 'epochs', least: 1, most: 27 } as const;
  for (const seed of [1, 2]) {
    const { trials } = simulate(jointGp(), { space: hills, fidelity, report, budget: 8 * 27, seed });
    const best = Math.min(...trials.flatMap(({ intermediate }) => intermediate.map(({ value }) => value)));
    expect(best - 1 / 27).toBeLessThan(0.003);
  }
});

const epochs = { unit: 'epochs', least: 1, most: 27 } as const;

test('no trial is begun for what one in progress is about to find', () => {
  const rise = ({ a, b, c }: Record<string, unknown>, epoch: number) =>
    (Number(a) - 0.7) ** 2 + (Number(b) - 0.4) ** 2 + (Number(c) - 0.5) ** 2 + 1 / epoch;
  const looked = simulate(jointGp(), { space: hills, fidelity: epochs, report: rise, budget: 16 });
  // None can be gone on with, so that each answer is a new setting.
  const trials = looked.trials.map((trial): Trial => ({ ...trial, state: 'stopped' }));
  const asked: number[][] = [];
  for (let n = 0; n < 4; n++) {
    const number = trials.length;
    const targets = new Map(trials.slice(looked.trials.length).map((trial) => [trial.number, 1]));
    const step = jointGp().next({
      space: hills,
      direction: 'minimize',
      seed: 1,
      fidelity: epochs,
      trials: [...trials],
      number,
      targets,
    });
    if (step.kind !== 'start') throw new Error(`${step.kind} instead of a start`);
    asked.push(Object.values(step.setting).map(Number));
    trials.push({ number, state: 'running', setting: step.setting, intermediate: [], facts: {}, started: 0 });
  }
  const apart = asked.flatMap((x, i) =>
    asked.slice(i + 1).map((y) => Math.hypot(...x.map((value, c) => value - y[c]!))),
  );
  expect(apart.length).toBeGreaterThan(2);
  expect(Math.min(...apart)).toBeGreaterThan(0.05);
});

test('workers that share a study train as much to its end as one does', () => {
  const { trials } = simulate(jointGp(), {
    space: hills,
    fidelity: epochs,
    report,
    budget: 12 * 27,
    workers: 6,
  });
  expect(trials.filter(({ state }) => state === 'complete').length).toBeGreaterThan(4);
});

test('few of its trials blow up once some did, though the best settings lie on the border', () => {
  const blown = ({ a, b }: Record<string, unknown>) => Number(a) + Number(b) > 0.95;
  const { trials } = simulate(jointGp(), {
    space: hills,
    fidelity: epochs,
    report: (setting, epoch) => (blown(setting) ? Number.NaN : report(setting, epoch)),
    budget: 8 * 27,
    seed: 1,
  });
  const later = trials.slice(20);
  expect(later.length).toBeGreaterThan(5);
  expect(later.filter(({ state }) => state === 'diverged').length).toBeLessThanOrEqual(0.2 * later.length);
});

test('the believed best is the first to be trained to its end, unless it ranks low', () => {
  const at = (centre: number) => float(0, 1, { prior: { centre, confidence: 0.75 } });
  const believing = (a: number, b: number, c: number) => space({ a: at(a), b: at(b), c: at(c) });
  const firstEnd = (believed: ReturnType<typeof believing>) => {
    const { steps } = simulate(jointGp(), {
      space: believed,
      fidelity: epochs,
      report,
      budget: 4 * 27,
      seed: 1,
    });
    return steps.find((step) => (step.kind === 'start' || step.kind === 'continue') && step.until === 27);
  };
  expect(firstEnd(believing(0.7, 0.2, 0.5))).toMatchObject({ kind: 'continue', number: 0 });
  expect(firstEnd(believing(0, 1, 0))).not.toMatchObject({ number: 0 });
});

test('a new setting that is meant for its end is looked at halfway, unless that is not wanted', () => {
  const legs = (halfway?: number) => {
    const options = { first: 1, candidates: 32, doubt: 1, ...(halfway === undefined ? {} : { halfway }) };
    const { steps } = simulate(jointGp(options), {
      space: hills,
      fidelity: epochs,
      report,
      budget: 6 * 27,
      // One that begins new settings after the first full training; not every one does.
      seed: 3,
    });
    return new Set(steps.flatMap((step) => (step.kind === 'start' ? [step.until] : [])));
  };
  expect(legs()).toEqual(new Set([1, 18]));
  expect(legs(1)).toEqual(new Set([1, 27]));
});

test('the less of what is not known counts, the fewer new settings are looked at', () => {
  const begun = (doubt?: number) => {
    const options = { first: 1, candidates: 32, ...(doubt === undefined ? {} : { doubt }) };
    const { trials } = simulate(jointGp(options), { space: hills, fidelity: epochs, report, budget: 6 * 27 });
    return trials.length;
  };
  expect(begun(0.1)).toBeLessThan(begun());
  expect(begun()).toBeLessThan(begun(1));
});
