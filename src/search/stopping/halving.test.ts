import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import type { Trial } from '../../study/trial.js';
import { halving } from './halving.js';
import { curve, describeStoppingRule, trialWith } from './rule.contract.js';

describeStoppingRule('halving', () => halving({ rungs: [2, 6, 14] }));

/** At rung 2, trials whose second value is given; the last one is asked about. */
function askAtRung(values: number[], eta = 3) {
  const trials = values.map((value, number) => trialWith(number, [100, value]));
  return halving({ rungs: [2, 6], eta }).decide(trials.at(-1)!, trials, 'minimize');
}

describe('halving', () => {
  test('with fewer than eta values only the best so far goes on', () => {
    expect(askAtRung([5]).stop).toBe(false);
    expect(askAtRung([5, 4]).stop).toBe(false);
    expect(askAtRung([5, 6])).toEqual({ stop: true, reason: '2nd of 2 at epoch 2, only the best goes on' });
  });

  test('a third of all values seen goes on, ties included', () => {
    const nine = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(askAtRung([...nine, 2.5]).stop).toBe(false);
    expect(askAtRung([...nine, 3]).stop).toBe(false);
    expect(askAtRung([...nine, 3.5])).toEqual({
      stop: true,
      reason: '4th of 9 at epoch 2, the best 3 go on',
    });
    expect(askAtRung([...nine, 3.5], 2).stop).toBe(false);
  });

  test('values of trials in every state count, once they reached the rung', () => {
    const others: Trial[] = [
      trialWith(0, [1, 1], 'stopped'),
      trialWith(1, [1, 2, 3], 'complete'),
      trialWith(2, [1, 3, 3], 'diverged'),
      trialWith(3, [0], 'running'),
    ];
    const asked = trialWith(4, [9, 1.5]);
    expect(halving({ rungs: [2] }).decide(asked, [...others, asked], 'minimize').reason).toBe(
      '2nd of 4 at epoch 2, only the best goes on',
    );
  });

  test('it is asked at rungs only, and a report that steps over one counts there', () => {
    const rule = halving({ rungs: [2, 6] });
    const best = trialWith(0, [0, 0, 0, 0, 0, 0, 0, 0]);
    const at = (values: number[]) =>
      rule.decide({ number: 1, intermediate: curve(values) }, [best], 'minimize').stop;
    expect([at([1]), at([1, 1]), at([1, 1, 1]), at([1, 1, 1, 1, 1, 1])]).toEqual([false, true, false, true]);
    const sparse = [
      { epoch: 1, value: 1 },
      { epoch: 4, value: 1 },
    ];
    expect(rule.decide({ number: 1, intermediate: sparse }, [best], 'minimize').reason).toMatch(/at epoch 2/);
  });

  test('what is not a number at a rung is stopped', () => {
    expect(askAtRung([Number.NaN])).toEqual({ stop: true, reason: 'no number at epoch 2' });
  });

  test('about one in eta reaches each next rung', () => {
    const rule = halving({ rungs: [1, 2] });
    const draws = stream(1, 0, 'test');
    const trials: Trial[] = [];
    for (let number = 0; number < 900; number++) {
      const values = [draws.uniform()];
      const stopped = () => rule.decide({ number, intermediate: curve(values) }, trials, 'minimize').stop;
      if (!stopped()) {
        values.push(draws.uniform());
        if (!stopped()) values.push(0);
      }
      trials.push(trialWith(number, values, 'stopped'));
    }
    const reached = [2, 3].map(
      (epochs) => trials.filter(({ intermediate }) => intermediate.length >= epochs).length,
    );
    expect(reached[0]! / 900).toBeCloseTo(1 / 3, 1);
    expect(reached[1]! / reached[0]!).toBeCloseTo(1 / 3, 1);
  });

  test('rungs have to rise and eta to be at least 2', () => {
    expect(() => halving({ rungs: [5, 5] })).toThrow(/rungs 5, 5 must be rising/);
    expect(() => halving({ rungs: [0.5] })).toThrow(/whole epochs/);
    expect(() => halving({ rungs: [1], eta: 1 })).toThrow(/eta = 1/);
  });
});
