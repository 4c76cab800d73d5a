import { describe, expect, test } from 'vitest';
import { tableFromRecords } from '../data/records.js';
import { type Stream, stream } from '../math/random.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { askedSetting } from './asked-setting.js';
import { lrFind } from './lr-find.js';
import { type Prepared, prepare } from './prepare.js';
import { noiseAlong } from './probe-network.js';
import { recipeOf } from './setting.js';

/** Range tests and noise scales of tables whose answers are known. */

const normal = (random: Stream) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** `rows` rows of three inputs, the second near the first, and what `target` makes of them. */
function tableOf(
  seed: number,
  rows: number,
  target: (a: number, b: number, c: number, random: Stream) => unknown,
) {
  const random = stream(seed, 0, 'table');
  const records = Array.from({ length: rows }, () => {
    const a = normal(random);
    const [b, c] = [0.8 * a + 0.6 * normal(random), normal(random)];
    return { a, b, c, y: target(a, b, c, random) };
  });
  return prepare({ table: tableFromRecords(records), data: { target: 'y' }, seed });
}

const find = (prepared: Prepared, set: readonly string[] = [], seed = 0) =>
  lrFind({
    ...{ prepared, engine: wasmEngine(), seed, tests: 5, keepsRate: false },
    setting: askedSetting(prepared, set),
  });

describe('where there is nothing to learn nothing is claimed', () => {
  test.each([
    ['numbers', 400, (random: Stream) => normal(random)],
    ['a few numbers', 60, (random: Stream) => normal(random)],
    ['numbers with outliers', 400, (random: Stream) => normal(random) / (0.1 + Math.abs(normal(random)))],
    ['classes', 400, (random: Stream) => (random.uniform() < 0.4 ? 'yes' : 'no')],
  ])('%s', async (_, rows, noise) => {
    for (let seed = 0; seed < 5; seed++) {
      const table = tableOf(seed, rows, (_a, _b, _c, random) => noise(random));
      const { rate, noise: scale } = await find(table, seed % 2 ? ['layers=2', 'neurons=32'] : [], seed);
      expect(rate).toMatchObject({ grade: 'unknown', reason: 'nothing learnt' });
      expect([rate.learnsFrom, rate.steepest, rate.turnsAt, rate.blowsUpAt]).toEqual(
        new Array(4).fill(undefined),
      );
      expect(scale).toMatchObject({ grade: 'unknown', reason: 'nothing learnt' });
      expect(scale!.usefulBatch).toBeUndefined();
    }
  });
});

/** Rows × (inputs and a one for the bias) of the part that is trained on, and their targets. */
function trainRows({ part: partOf }: Prepared) {
  const { part } = partOf(0);
  const xs = Array.from({ length: part.rows }, (_, i) => [
    ...part.trainInputs.subarray(i * part.inputs, (i + 1) * part.inputs),
    1,
  ]);
  return { xs, ys: part.trainTargets.linear! };
}

/** The largest eigenvalue of the mean of x xᵀ, the Hessian of a line's squared loss, by power iteration. */
function topCurvature(xs: readonly number[][]): number {
  let direction = xs[0]!.map(() => 1);
  let size = 0;
  for (let step = 0; step < 200; step++) {
    const next = direction.map(() => 0);
    for (const x of xs) {
      const along = x.reduce((sum, each, j) => sum + each * direction[j]!, 0) / xs.length;
      x.forEach((each, j) => {
        next[j]! += along * each;
      });
    }
    size = Math.hypot(...next);
    direction = next.map((each) => each / size);
  }
  return size;
}

describe('a line with squared loss', () => {
  const line = ['layers=0', 'loss=squared', 'weight_decay=0.00001', 'optimiser=gradient_descent'];
  const prepared = tableOf(3, 900, (a, b, c, random) => 2 * a - b + c + 0.3 * normal(random));

  test.each([900, 32])(
    'blows up above 2 / the Hessian’s largest eigenvalue, within a factor of 5; batch %d',
    async (batch) => {
      const { rate } = await find(prepared, [...line, `batch_size=${batch}`]);
      const stable = 2 / topCurvature(trainRows(prepared).xs);
      expect(rate.grade).toBe('measured');
      expect(rate.blowsUpAt!.grade).toBe('measured');
      expect(rate.blowsUpAt!.rate! / stable).toBeGreaterThan(0.8);
      expect(rate.blowsUpAt!.rate! / stable).toBeLessThan(5);
      expect(rate.steepest!.rate!).toBeLessThan(stable);
      expect(rate.turnsAt!.rate!).toBeLessThan(rate.blowsUpAt!.rate!);
    },
  );

  test('its noise scale is that of the gradients of all rows, worked out one by one', () => {
    const small = tableOf(5, 150, (a, b, c, random) => 2 * a - b + c + normal(random));
    const { part } = small.part(0);
    expect(part.rows).toBeLessThanOrEqual(128);
    const setting = { ...askedSetting(small, line), learning_rate: 1e-9, weight_decay: 0 };
    const job = { part, engine: wasmEngine(), setting, seed: 1 };
    // At a rate of almost nothing the weights stay what they were first: known, so that gradients can be worked out by hand.
    const along = noiseAlong(job, 4);
    const weights = firstWeights(small, setting);
    const { xs, ys } = trainRows(small);
    const gradients = xs.map((x, i) => {
      const error = x.reduce((sum, each, j) => sum + each * weights[j]!, 0) - ys[i]!;
      return x.map((each) => error * each);
    });
    const whole = gradients[0]!.map((_, j) => gradients.reduce((sum, g) => sum + g[j]! / xs.length, 0));
    const squares = (values: readonly number[]) => values.reduce((sum, each) => sum + each * each, 0);
    const variance = gradients.reduce(
      (sum, g) => sum + squares(g.map((each, j) => each - whole[j]!)) / xs.length,
      0,
    );
    for (const { scale } of along) expect(scale! / (variance / squares(whole))).toBeCloseTo(1, 3);
    expect(along).toHaveLength(3);
  });
});

function firstWeights(prepared: Prepared, setting: ReturnType<typeof askedSetting>) {
  const { part } = prepared.part(0);
  const engine = wasmEngine();
  engine.load({ rows: part.rows, inputs: part.trainInputs, targets: part.trainTargets.linear! });
  return engine.network(recipeOf(setting, part).plan, { seed: 1, trial: 0 }).weights();
}
