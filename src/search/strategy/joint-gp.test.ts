import { expect, test } from 'vitest';
import { float, space } from '../../space/define.js';
import { jointGp } from './joint-gp.js';
import { simulate } from './simulate.contract.js';
import { describeStrategy } from './strategy.contract.js';

// With few candidates and little training, for what the contract asks does not depend on how well it searches.
describeStrategy('jointGp', () => jointGp({ candidates: 8 }), 4);

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
