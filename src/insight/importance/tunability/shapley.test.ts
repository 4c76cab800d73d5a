import { expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { categorical, float, space } from '../../../space/define.js';
import { decode, encoder } from '../../../space/encode.js';
import { growForest, predictForest } from '../../../surrogate/forest/forest.js';
import { columnsOf, domainOf } from '../domain.js';
import { addTree, chainsOf, endsOf, pointBetween } from './composite.js';
import { shapley } from './shapley.js';

test('Shapley values of a known game: gloves', () => {
  // A left glove and two right ones: a pair is worth 1.
  const worth = Array.from({ length: 8 }, (_, set) => ((set & 1) !== 0 && (set & 6) !== 0 ? 1 : 0));
  const [left, right, other] = shapley(worth, 3);
  expect(left).toBeCloseTo(2 / 3, 12);
  expect(right).toBeCloseTo(1 / 6, 12);
  expect(other).toBeCloseTo(1 / 6, 12);
});

test('a tree walked once says of every point between what it says of each alone', () => {
  const own = space({
    kind: categorical(['a', 'b', 'c']),
    deep: float(0, 1, { when: { parameter: 'kind', values: ['a', 'c'] } }),
    x: float(0, 1),
    y: float(0, 1),
  });
  const random = stream(1, 0, 'test between');
  const settings = Array.from({ length: 200 }, () =>
    decode(
      own,
      [0, 0, 0, 0].map(() => random.uniform()),
    ),
  );
  const points = settings.map(encoder(own));
  const domain = domainOf(own, points);
  const values = Float64Array.from(settings, ({ kind, deep, x, y }) =>
    kind === 'b' ? Number(x) : Number(deep) * Number(y),
  );
  const forest = growForest({ axes: domain.axes, columns: columnsOf(domain, points), values }, { trees: 8 });
  for (const kinds of [
    [0, 1],
    [1, 0],
    [0, 2],
    [1, 1],
  ]) {
    const [reference, other] = kinds.map((kind) =>
      Float64Array.from([kind, random.uniform(), random.uniform(), random.uniform()]),
    ) as [Float64Array, Float64Array];
    const sums = new Float64Array(16);
    for (const tree of forest.trees)
      addTree(tree, endsOf(domain, reference, other), chainsOf(domain), 1 / 8, sums);
    for (let set = 0; set < 16; set++) {
      const point = pointBetween(domain, { reference, other }, (axis) => (set & (1 << axis)) !== 0);
      expect(sums[set]).toBeCloseTo(predictForest(forest, point), 12);
    }
  }
});
