import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FinishedEvent, Predicted } from '../src/index.js';

const { predict, replay, train, tune, whatIf } = (await import(
  new URL('../dist/index.js', import.meta.url).href
)) as typeof import('../src/index.js');

/** Weights of rows and of classes, on files, from the options to the scores and the study. */

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, header: string, rows: readonly string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `${header}\n${rows.join('\n')}\n`);
  return path;
};

/** Two voices at the same x: 10 and 20. Whoever weighs more is heard. */
const voices = (heavy: number, light: number) =>
  write(
    `voices-${heavy}-${light}.csv`,
    'x,y,w',
    Array.from({ length: 400 }, (_, i) => `${i % 7},${i % 2 ? 20 : 10},${i % 2 ? light : heavy}`),
  );
const line = { set: ['layers=0', 'learning_rate=0.05', 'loss=squared'], epochs: 60 };

async function meanPrediction(data: string, options: object) {
  const out = join(folder, 'line');
  await train({ data, target: 'y', task: 'regression', out, ...line, ...options });
  return predictionsOf(await predict({ model: out, data }));
}

function predictionsOf({ text }: Predicted): number[] {
  const [header, ...rows] = text!.trim().split('\n');
  const at = header!.split(',').indexOf('prediction');
  return rows.map((row) => Number(row.split(',')[at]));
}

describe('weights of rows', () => {
  test('the network learns the weighted mean', async () => {
    for (const [heavy, light] of [
      [9, 1],
      [1, 3],
      [0, 5],
    ] as const) {
      const values = await meanPrediction(voices(heavy, light), { weight: 'w' });
      const expected = (heavy * 10 + light * 20) / (heavy + light);
      for (const value of values) expect(Math.abs(value - expected)).toBeLessThan(0.6);
    }
  });

  test('the test score is the weighted one', async () => {
    const data = voices(9, 1);
    const plain = await train({ data, target: 'y', task: 'regression', ignore: ['w'], ...line });
    const weighted = await train({ data, target: 'y', task: 'regression', weight: 'w', ...line });
    // Of two voices ±5 from their mean; of 9 : 1 the deviation is 10 · √(.9 · .1).
    expect(Math.abs(plain.test!.rmse! - 5)).toBeLessThan(0.3);
    expect(Math.abs(weighted.test!.rmse! - 3)).toBeLessThan(0.3);
  });
});

describe('weights of classes', () => {
  const rare = write(
    'rare.csv',
    'x,z,sold',
    Array.from({ length: 400 }, (_, i) => {
      const yes = i % 10 === 0;
      return `${((i * 37) % 101) + (yes ? 40 : 0)},${i % 7},${yes ? 'yes' : 'no'}`;
    }),
  );
  const logistic = { data: rare, target: 'sold', set: ['layers=0', 'learning_rate=0.05'], epochs: 40 };

  test('a rare class that counts more is foretold more often, until calibration on rows as they are mends that', async () => {
    const biasOf = async (options: object) => {
      const out = join(folder, 'logistic');
      const { test } = await train({ ...logistic, ...options, out });
      const { calibration } = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'));
      const [no = 0, yes = 0] = calibration?.bias ?? [];
      return { bias: yes - no, loss: test!.log_loss! };
    };
    const plain = await biasOf({});
    const balanced = await biasOf({ classWeights: 'balanced' });
    const named = await biasOf({ classWeights: { yes: 9 } });
    for (const tilted of [balanced, named]) {
      // Nine times the weight is nine times the odds.
      expect(tilted.bias).toBeLessThan(plain.bias - 1);
      expect(Math.abs(tilted.loss / plain.loss - 1)).toBeLessThan(0.2);
    }
  });

  test('are kept in the study: resumed, replayed, asked what-if; the report says that probabilities are tilted', async () => {
    const out = join(folder, 'studies');
    const storage = join(out, 'studies.db');
    const options = { data: rare, target: 'sold', classWeights: { yes: 4 }, out, workers: 1 } as const;
    const finished: FinishedEvent = await tune({ ...options, study: 'rare', budget: '2 trials' });
    const mended = finished.calibration?.calibrated?.bias !== undefined;
    expect(finished.report.doubts.join('\n').includes('so probabilities are tilted')).toBe(!mended);
    expect((await replay({ study: 'rare', storage, trial: 0 })).same).toBe(true);
    const again = await tune({ ...options, study: 'rare', budget: '3 trials', resume: true });
    expect(again.trials.complete + again.trials.stopped).toBeGreaterThanOrEqual(3);
    await expect(
      tune({ ...options, classWeights: { yes: 5 }, study: 'rare', budget: '4 trials', resume: true }),
    ).rejects.toThrow('was made with what the data mean');
    const verdict = await whatIf({
      study: 'rare',
      storage,
      change: 'batch_size=64',
      raise: [],
      lower: [],
      budget: '5s',
      workers: 1,
    });
    expect(verdict.steps).toHaveLength(1);
  }, 60_000);
});

test('weights of rows are kept in the study, and a test file needs them too', async () => {
  const out = join(folder, 'weighted');
  const storage = join(out, 'studies.db');
  const data = voices(9, 1);
  const options = {
    data,
    target: 'y',
    task: 'regression',
    weight: 'w',
    out,
    workers: 1,
    budget: '2 trials',
  } as const;
  const finished = await tune({ ...options, study: 'voices' });
  expect(finished.test.interval[0]).toBeLessThan(3.2);
  expect(finished.baselines.constant.rmse!).toBeLessThan(3.4);
  expect((await replay({ study: 'voices', storage, trial: 0 })).same).toBe(true);
  const bare = write('bare.csv', 'x,y', ['1,10', '2,20']);
  await expect(tune({ ...options, test: bare, study: 'bare' })).rejects.toThrow(
    'bare.csv has no column "w".',
  );
  const predicted = await predict({ model: finished.model, data: bare });
  expect(predictionsOf(predicted)).toHaveLength(2);
}, 60_000);
