import { expect, test } from 'vitest';
import { categorical, float, integer, space } from '../../space/define.js';
import { encode } from '../../space/encode.js';
import { featuresOf } from './features.js';

const over = space({
  loss: categorical(['squared', 'absolute', 'huber']),
  rate: float(1e-5, 1, { log: true }),
  delta: float(0, 1, { when: { parameter: 'loss', values: ['huber'] } }),
  kind: categorical(['a', 'b'], { when: { parameter: 'loss', values: ['huber'] } }),
  fixed: float(2, 2),
  layers: integer(1, 4),
});
const features = featuresOf(over);
const see = (setting: Parameters<typeof encode>[1]) => features.of(encode(over, setting));

test('numbers come first, then categories; a single value has no column', () => {
  expect(features).toMatchObject({ columns: 6, numeric: 4, groupCount: 5, groups: [1, 4, 2, 2, 0, 3] });
  expect(features.groupOf).toEqual([0, 1, 2, 3, -1, 4]);
  expect([...see({ loss: 'absolute', rate: 1, fixed: 2, layers: 2 })]).toEqual([1, 0.375, 0, 0, 1, -1]);
});

test('a setting without a hyperparameter is as far from all of its values as categories are from each other', () => {
  const common = { rate: 1, fixed: 2, layers: 2 };
  const without = see({ ...common, loss: 'squared' });
  for (const delta of [0, 0.3, 1]) {
    const columns = see({ ...common, loss: 'huber', delta, kind: 'b' });
    const squares = [2, 3].map((c) => (columns[c]! - without[c]!) * (columns[c]! - without[c]!));
    expect(squares[0]! + squares[1]!).toBeCloseTo(1, 12);
    expect(columns[5]).toBe(1);
  }
});

test('gradients are pulled back through the arc', () => {
  const point = encode(over, { loss: 'huber', rate: 0.01, delta: 0.4, kind: 'a', fixed: 2, layers: 3 });
  const slope = [0.3, -0.2, 1.7, -0.6, 0, 0];
  const value = (at: Float64Array) => features.of(at).reduce((sum, x, c) => sum + slope[c]! * x, 0);
  const pulled = features.pullBack(slope, point);
  for (const i of [1, 2, 5]) {
    const moved = (by: number) => value(point.map((unit, j) => (j === i ? unit + by : unit)));
    expect(pulled[i]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 6);
  }
  expect([pulled[0], pulled[3], pulled[4]]).toEqual([0, 0, 0]);
  const lacking = encode(over, { loss: 'squared', rate: 0.01, fixed: 2, layers: 3 });
  expect(features.pullBack(slope, lacking)[2]).toBe(0);
});
