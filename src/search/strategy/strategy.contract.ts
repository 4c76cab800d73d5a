import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp } from '../../math/elementary.js';
import { checkSetting } from '../../space/check-setting.js';
import type { Setting } from '../../space/parameter.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Direction, Trial, TrialState } from '../../study/trial.js';
import { contractSpace } from '../sampler.contract.js';
import { type MadeUp, simulate } from './simulate.contract.js';
import type { Fidelity, Progression, Step, Strategy } from './strategy.js';

const fidelity: Fidelity = { unit: 'epochs', least: 1, most: 27 };
const fidelities: readonly Fidelity[] = [
  fidelity,
  { unit: 'epochs', least: 2, most: 52 },
  { unit: 'folds', least: 1, most: 5 },
  { unit: 'rows', least: 500, most: 40_000 },
  { unit: 'evaluation', least: 1, most: 1 },
];

/** A cost that falls with the epochs to something that depends on the setting; huge rates blow up. */
function report(setting: Setting, epoch: number): number {
  const rate = setting.learning_rate as number;
  if (rate > 0.3 && epoch > 4) return Number.NaN;
  const end = Math.abs(rate - 0.01) + ((setting.batch_size as number) / 4096) * 0.2;
  return end + exp(-epoch / 5);
}

const madeUpWith = (fullTrainings: number, over: Partial<MadeUp> = {}): MadeUp => ({
  space: contractSpace,
  fidelity,
  report,
  budget: fullTrainings * (over.fidelity ?? fidelity).most,
  fullTrainings,
  ...over,
});

/** Throws unless the step is one that may be taken now. */
function checkStep({ trials, fidelity, space }: Progression, step: Step): void {
  if (step.kind === 'wait' && !trials.some(({ state }) => state === 'running'))
    throw new Error('waits while nothing runs');
  if (step.kind === 'end') expect(step.reason).toMatch(/\w/);
  if (step.kind === 'wait' || step.kind === 'end') return;
  const trial = step.kind === 'continue' ? trials.find(({ number }) => number === step.number) : undefined;
  if (step.kind === 'continue') expect(trial?.state).toBe('paused');
  else checkSetting(space, step.setting);
  expect(Number.isInteger(step.until)).toBe(true);
  expect(step.until).toBeLessThanOrEqual(fidelity.most);
  expect(step.until).toBeGreaterThan(trial === undefined ? 0 : epochsTrained(trial));
}

/** Every progression that comes up in a made-up study. */
function progressions(strategy: Strategy, made: MadeUp): Progression[] {
  const seen: Progression[] = [];
  simulate(strategy, { ...made, onStep: (progression) => seen.push(progression) });
  return seen;
}

/** What every strategy does, in made-up studies of so many full trainings. */
export function describeStrategy(name: string, makeStrategy: () => Strategy, fullTrainings = 12): void {
  const madeUp = (over: Partial<MadeUp> = {}) => madeUpWith(fullTrainings, over);
  describe(`${name} keeps the strategy's contract`, () => {
    test.each(fidelities)('every step is one that may be taken, to $most $unit', (fidelity) => {
      for (const workers of [1, 3])
        simulate(makeStrategy(), madeUp({ fidelity, workers, onStep: checkStep }));
    });

    test('with any history, however it came about', () => {
      const states = fc.constantFrom<TrialState>(
        'running',
        'paused',
        'complete',
        'stopped',
        'diverged',
        'failed',
      );
      const values = fc.array(
        fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(Number.NaN)),
        { maxLength: 26 },
      );
      const setting = { batch_size: 32, loss: 'squared', learning_rate: 0.1, layers: 0, fixed: 0.5 };
      fc.assert(
        fc.property(fc.array(fc.tuple(states, values), { maxLength: 12 }), fc.nat(99), (all, seed) => {
          const trials = all.map(([state, curve], number) => makeTrial(number, state, curve, setting));
          const progression: Progression = {
            space: contractSpace,
            direction: 'minimize',
            fidelity,
            seed,
            trials,
            number: trials.length,
          };
          checkStep(progression, makeStrategy().next(progression));
        }),
        { seed: 1, numRuns: 40 },
      );
    });

    test('a step depends on the history and the seed alone', () => {
      const strategy = makeStrategy();
      const all = progressions(strategy, madeUp({ workers: 2 }));
      for (const progression of [0.3, 0.7, 0.99].map((share) => all[Math.floor(share * all.length)]!)) {
        const before = JSON.stringify(progression);
        const step = strategy.next(progression);
        expect(makeStrategy().next(structuredClone(progression))).toEqual(step);
        expect(JSON.stringify(progression)).toBe(before);
      }
    });

    test('a study that was interrupted goes on as it would have', () => {
      const whole = simulate(makeStrategy(), madeUp());
      const half = simulate(makeStrategy(), madeUp({ budget: Math.round(madeUp().budget / 3) }));
      const rest = simulate(
        makeStrategy(),
        madeUp({ budget: madeUp().budget - half.spent, trials: structuredClone(half.trials) }),
      );
      expect([...half.steps, ...rest.steps]).toEqual(whole.steps);
    });

    test('other seeds give other settings', () => {
      const first = [1, 2, 3].map((seed) =>
        JSON.stringify(simulate(makeStrategy(), madeUp({ seed })).trials[1]!.setting),
      );
      expect(new Set(first).size).toBe(3);
    });

    test('a direction is the other one with all signs turned', () => {
      const stepsOf = (direction: Direction, sign: number) =>
        simulate(
          makeStrategy(),
          madeUp({ direction, report: (setting, epoch) => sign * report(setting, epoch) }),
        ).steps.map((step) => ({ ...step, why: '' }));
      expect(stepsOf('maximize', -1)).toEqual(stepsOf('minimize', 1));
    });

    test('a study in which everything fails or blows up is no obstacle', () => {
      const { steps } = simulate(makeStrategy(), madeUp({ report: () => Number.NaN, onStep: checkStep }));
      expect(steps.length).toBeGreaterThan(3);
    });

    test('some trials are trained to the end, the budget is used, and the best setting is better than chance', () => {
      const { trials, spent } = simulate(makeStrategy(), madeUp());
      const complete = trials.filter(({ state }) => state === 'complete');
      expect(complete.length).toBeGreaterThan(0);
      expect(spent).toBeGreaterThan(0.8 * madeUp().budget);
      expect(Math.min(...complete.map(({ value }) => value!))).toBeLessThan(0.2);
    });
  });
}

function makeTrial(number: number, state: TrialState, values: readonly number[], setting: Setting): Trial {
  const intermediate = (state === 'complete' ? [...values, ...Array(27).fill(1)].slice(0, 27) : values).map(
    (value, i) => ({ epoch: i + 1, value }),
  );
  const value = state === 'complete' ? { value: 1 } : {};
  return { number, state, setting, intermediate, facts: {}, started: 0, ...value };
}
