import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction, IntermediateValue, Trial } from '../../study/trial.js';
import type { StoppingRule } from './rule.js';

/** A trial with the values of its epochs from the first; a complete one has the last of them as its value. */
export const trialWith = (
  number: number,
  values: readonly number[],
  state: Trial['state'] = 'running',
): Trial => ({
  number,
  state,
  setting: {},
  intermediate: curve(values),
  facts: {},
  started: 0,
  ...(state === 'complete' && Number.isFinite(values.at(-1)) ? { value: values.at(-1)! } : {}),
});

/** Values of the epochs from the first. */
export const curve = (values: readonly number[]): IntermediateValue[] =>
  values.map((value, i) => ({ epoch: i + 1, value }));

const curves = fc.array(
  fc.array(fc.oneof(fc.double({ min: -9, max: 9 }), fc.constant(Number.NaN)), { maxLength: 20 }),
  {
    maxLength: 12,
  },
);
const directions = fc.constantFrom<Direction>('minimize', 'maximize');

const states = ['complete', 'complete', 'stopped', 'complete', 'diverged', 'paused', 'failed'] as const;

/** The trial asked about is running, the others are in all states. */
const stateOf = (number: number, count: number): Trial['state'] =>
  number === count - 1 ? 'running' : states[number % states.length]!;

/** What every stopping rule does. */
export function describeStoppingRule(name: string, makeRule: () => StoppingRule): void {
  describe(`${name} keeps the stopping rule's contract`, () => {
    const rule = makeRule();
    const decide = (all: readonly number[][], direction: Direction) => {
      const trials = all.map((values, number) => trialWith(number, values, stateOf(number, all.length)));
      const last = trials.at(-1) ?? trialWith(0, []);
      return rule.decide(last, trials, direction);
    };

    test('the rungs are whole epochs that rise', () => {
      const rungs = rule.rungs === 'every' ? [] : [...rule.rungs];
      expect([...rungs].sort((a, b) => a - b)).toEqual(rungs);
      for (const rung of rungs) expect(Number.isInteger(rung) && rung >= 1).toBe(true);
    });

    test('the same history gives the same answer, and stopping has a reason', () => {
      fc.assert(
        fc.property(curves, directions, (all, direction) => {
          const answer = decide(all, direction);
          expect(decide(structuredClone(all), direction)).toEqual(answer);
          if (answer.stop) expect(answer.reason).toMatch(/\w/);
        }),
        { seed: 1 },
      );
    });

    test('the history stays as it was', () => {
      const trials = [
        [3, 2, 1],
        [4, 3, 2],
        [5, 5, 5, Number.NaN],
      ].map((values, i) => trialWith(i, values, stateOf(i, 3)));
      const before = structuredClone(trials);
      rule.decide(trials[2]!, trials, 'minimize');
      expect(trials).toEqual(before);
    });

    test('a direction is the other one with all signs turned', () => {
      fc.assert(
        fc.property(curves, (all) => {
          const turned = all.map((values) => values.map((value) => -value));
          expect(decide(turned, 'maximize').stop).toBe(decide(all, 'minimize').stop);
        }),
        { seed: 1 },
      );
    });

    test('a trial without reports, or alone, goes on', () => {
      expect(decide([[]], 'minimize').stop).toBe(false);
      expect(decide([Array.from({ length: 100 }, () => 1)], 'minimize').stop).toBe(false);
    });

    test('the best of all is never stopped', () => {
      fc.assert(
        fc.property(
          fc.array(fc.array(fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 12 }),
          fc.nat(20),
          (all, n) => {
            expect(decide([...all, Array.from({ length: n }, () => -1)], 'minimize').stop).toBe(false);
          },
        ),
        { seed: 1 },
      );
    });
  });
}
