import { describe, expect, test } from 'vitest';
import { choose } from './choose.js';
import type { Candidate, Confirmation } from './confirm.js';

const candidate = (name: string, parameters: number): Candidate => ({
  kind: 'tuned',
  name,
  number: 0,
  setting: {},
  horizon: 15,
  parameters,
  seconds: 1,
});
const small = candidate('small', 10);
const large = candidate('large', 1000);

const confirmations = (scores: ReadonlyMap<Candidate, readonly number[]>): Confirmation[] =>
  [...scores].flatMap(([each, values]) =>
    values.map((value, i) => ({
      candidate: each,
      round: i + 1,
      value,
      epochs: 1,
      trained: [],
      hash: '',
      seconds: 1,
      seed: { seed: 0, trial: i },
    })),
  );

describe('choose', () => {
  test('the better one when it is better in every round', () => {
    const confirmed = confirmations(
      new Map([
        [small, [1.2, 1.5, 1.1]],
        [large, [1.0, 1.3, 0.9]],
      ]),
    );
    expect(choose(confirmed, 'minimize').winner).toBe(large);
    expect(choose(confirmed, 'maximize').winner).toBe(small);
  });

  test('the simpler one when the difference is within one standard error of the pairs', () => {
    const confirmed = confirmations(
      new Map([
        [small, [1.05, 0.96, 1.03]],
        [large, [1.0, 1.0, 1.0]],
      ]),
    );
    const { winner, tiedWith } = choose(confirmed, 'minimize');
    expect(winner).toBe(small);
    expect(tiedWith).toBe(large);
  });

  test('differences are paired: rounds that are hard for both hide nothing', () => {
    const confirmed = confirmations(
      new Map([
        [small, [10.2, 1.2, 5.2]],
        [large, [10, 1, 5]],
      ]),
    );
    expect(choose(confirmed, 'minimize').winner).toBe(large);
  });

  test('one that blew up in a round is out', () => {
    const confirmed = confirmations(
      new Map([
        [small, [Number.NaN, 0.1, 0.1]],
        [large, [1, 1, 1]],
      ]),
    );
    expect(choose(confirmed, 'minimize').winner).toBe(large);
  });

  test('one round: the best as it is', () => {
    const confirmed = confirmations(
      new Map([
        [small, [1.001]],
        [large, [1]],
      ]),
    );
    expect(choose(confirmed, 'minimize').winner).toBe(large);
  });
});
