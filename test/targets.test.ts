import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FinishedEvent, TuneEvent } from '../src/index.js';

/** The built package, for its workers are files beside it. */
const built: typeof import('../src/index.js') = await import(
  new URL('../dist/index.js', import.meta.url).href
);
const { predict, replay, SweetspotError, train, tune, whatIf } = built;

// The whole job with several targets, on real tables: what is said of each target is counted again here from the predictions alone.

const example = (name: string) => new URL(`../examples/${name}`, import.meta.url).pathname;
const linesOf = (text: string) => text.trim().split('\n');
let out: string;
const at = (study: string) => ({ study, storage: join(out, 'studies.db') });

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'sweetspot-targets-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('the three edges of diamonds', () => {
  const targets = ['x', 'y', 'z'];
  const rows = linesOf(readFileSync(example('diamonds.csv'), 'utf8'));
  // Every fiftieth stone to learn from; others to test on, with what is asked of each alone.
  const text = (from: number) => [rows[0], ...rows.slice(1).filter((_, i) => i % 50 === from)].join('\n');
  const bytes = (from: number) => new TextEncoder().encode(text(from));
  const events: TuneEvent[] = [];
  let finished: FinishedEvent;
  beforeAll(async () => {
    const onEvent = (event: TuneEvent) => events.push(event);
    const rows = { data: bytes(0), test: bytes(7), target: targets };
    finished = await tune({ ...rows, workers: 1, seed: 3, out, study: 'edges', budget: '5 trials', onEvent });
  }, 120_000);

  test('the opening line says what each target is divided by: its standard deviation', () => {
    const data = events.find((event) => event.event === 'data')!;
    expect(data).toMatchObject({ target: targets, task: 'regression', metric: 'rmse' });
    const columns = text(0)
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    targets.forEach((name, k) => {
      const values = columns.map((cells) => Number(cells[7 + k]));
      const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, y) => sum + (y - mean) ** 2, 0) / values.length);
      expect(data.event === 'data' && data.scales![name]).toBeCloseTo(deviation, 9);
    });
  });

  test('scores of all and of each are those of the saved model on the test rows', async () => {
    const { prediction } = await predict({ model: finished.model, data: bytes(7), interval: 'none' });
    if (prediction.task !== 'regression') throw new Error('numbers were expected');
    expect(prediction.targets).toEqual(targets);
    const truth = text(7)
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(7).map(Number));
    const data = events.find((event) => event.event === 'data')!;
    const scales = data.event === 'data' ? data.scales! : {};
    const rmse = targets.map((_, k) =>
      Math.sqrt(
        truth.reduce((sum, row, i) => sum + (row[k]! - prediction.values[3 * i + k]!) ** 2, 0) / truth.length,
      ),
    );
    targets.forEach((name, k) => {
      const own = finished.test.targets![name]!;
      expect(own.rmse).toBeCloseTo(rmse[k]!, 9);
      expect(own.interval[0]).toBeLessThan(own.rmse!);
      expect(own.interval[1]).toBeGreaterThan(own.rmse!);
      expect(Object.keys(own).sort()).toEqual(['interval', 'mae', 'r2', 'rmse']);
    });
    const overall = rmse.reduce((sum, each, k) => sum + each / scales[targets[k]!]!, 0) / 3;
    expect(finished.test.rmse).toBeCloseTo(overall, 9);
    expect(finished.test.r2).toBeCloseTo(
      targets.reduce((sum, name) => sum + finished.test.targets![name]!.r2! / 3, 0),
      9,
    );
  });

  test('one network for all three is much better than the constant, which is as far off as its scale says', () => {
    expect(finished.test.rmse).toBeLessThan(0.6);
    expect(finished.baselines.constant.rmse).toBeCloseTo(1, 1);
    expect(Object.keys(finished.baselines.linear.targets!)).toEqual(targets);
  });

  test('baselines, trials and the best one say what each target scored on validation', () => {
    const scored = events.filter((event) => event.event === 'baseline' || event.event === 'improved');
    expect(scored.length).toBeGreaterThan(3);
    for (const event of scored) expect(Object.keys(event.targets!)).toEqual(targets);
    expect(Object.keys(finished.best!.targets!)).toEqual(targets);
  });

  test('prediction intervals are counted for each', () => {
    const usual = finished.intervals!.filter(({ level }) => level === 0.9);
    expect(usual.map(({ target }) => target)).toEqual(targets);
    for (const { held, rows: all } of usual) expect(held / all).toBeGreaterThan(0.8);
  });

  test('predict appends a column for each and its interval', async () => {
    const given = await predict({ model: finished.model, data: bytes(9) });
    const head = linesOf(given.text!)[0]!.split(',').slice(10);
    expect(head).toEqual(
      targets.flatMap((name) => ['', '_low', '_high'].map((end) => `prediction_${name}${end}`)),
    );
  });

  test('a trial and the final model are the same to the bit when they are trained again', async () => {
    const path = join(out, 'edges.csv');
    await writeFile(path, text(0));
    expect(await replay({ ...at('edges'), trial: 1, data: path })).toMatchObject({ same: true });
    expect(await replay({ ...at('edges'), final: true, data: path })).toMatchObject({ same: true });
    const verdict = await whatIf({
      ...at('edges'),
      data: path,
      change: 'batch_size=64',
      raise: [],
      lower: [],
      budget: '3s',
      workers: 1,
    });
    expect(verdict).toMatchObject({ targets, metric: 'rmse' });
    expect(verdict.baseScore).toBeLessThan(1);
  }, 60_000);
});

describe('two copies of a target', () => {
  const [head, ...lines] = linesOf(readFileSync(example('cars.csv'), 'utf8')).map((line) => line.split(','));
  const cars = lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]])));
  const target = ['weight (lb)', 'copy'];
  const copies = {
    data: cars.map((car) => ({ ...car, copy: car['weight (lb)'] })),
    target,
    workers: 1,
    study: 'copies',
  };

  test('are the same to a constant, and nearly so to a network', async () => {
    const { baselines, test: scores } = await tune({ ...copies, out, budget: '1 trials' });
    expect(baselines.constant.targets!.copy).toEqual(baselines.constant.targets!['weight (lb)']);
    const [one, other] = target.map((name) => scores.targets![name]!.rmse!);
    expect(Math.abs(one! - other!)).toBeLessThan(0.2 * one!);
  }, 60_000);

  test('the study goes on, and with another target it does not', async () => {
    const on = { ...copies, out, resume: true, budget: '2 trials' };
    await expect(tune({ ...on, target: ['copy', 'weight (lb)'] })).rejects.toThrow('was made with');
    const { complete, stopped, diverged } = (await tune(on)).trials;
    expect(complete + stopped + diverged).toBe(2);
  }, 60_000);
});

describe('train', () => {
  const cars = { data: example('cars.csv'), dropBadRows: true, set: [], epochs: 5, seed: 5 };

  test('one target in a list is that target: the same scores to the bit, in its own units', async () => {
    const [one, listed] = await Promise.all(
      ['power (hp)', ['power (hp)']].map((target) => train({ ...cars, target })),
    );
    expect(listed!.test).toEqual(one!.test);
    expect(listed!.curve).toEqual(one!.curve);
    expect(one!.test!.targets).toBeUndefined();
  });

  test('of several it says the overall score and each one, on validation and on the test rows', async () => {
    const { best, test: scores } = await train({ ...cars, target: ['power (hp)', 'weight (lb)'] });
    expect(Object.keys(best.targets!)).toEqual(['power (hp)', 'weight (lb)']);
    expect(scores!.targets!['weight (lb)']!.mae).toBeGreaterThan(10);
    expect(scores!.mae).toBeLessThan(2);
  });
});

test('numbers and classes together are refused before anything is trained', async () => {
  const asked = tune({
    data: example('penguins.csv'),
    target: ['body_mass_g', 'species'],
    dropBadRows: true,
    out,
  });
  await expect(asked).rejects.toThrow(
    'target column "species" holds classes ("Adelie", "Chinstrap" and "Gentoo")',
  );
  await expect(asked).rejects.toBeInstanceOf(SweetspotError);
});
