import { describe, expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { stream } from '../math/random.js';
import { score } from '../model/metrics.js';
import { predictMeans } from '../model/predict.js';
import { wasmEngine } from '../network/engine/wasm.js';
import type { Setting } from '../space/parameter.js';
import { modelOfTrained } from './final-model.js';
import { prepare } from './prepare.js';
import { runTrial } from './run-trial.js';
import type { Part, TrialJob } from './runner.js';
import { defaultSetting } from './space.js';
import { trainLooks } from './train-look.js';

const random = stream(3, 0, 'test: looks');
const rows = 5_000;
const lines = Array.from({ length: rows }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return `${a},${b},${3 * a - b + 0.1 * random.normal()}`;
});
const table = readTable(new TextEncoder().encode(`a,b,y\n${lines.join('\n')}`), 'looks.csv');
const prepared = prepare({ table, data: { target: 'y' }, seed: 1 });
const { part } = prepared.part(0);
const setting = defaultSetting(prepared.problem);

function trial(epochs: number, own: Part = part, rungs: number[] = [], more: Setting = {}) {
  const job: TrialJob = {
    label: '',
    setting: { ...setting, ...more },
    seed: { seed: 1, trial: 0 },
    parts: [0],
    epochs,
    rungs,
  };
  const engine = wasmEngine();
  return runTrial({
    job,
    parts: [own],
    engineFor: () => engine,
    onEpochs() {},
    onRung: async () => 'enough',
    stopRequested: () => undefined,
  });
}

describe('looks at training rows', () => {
  test('pass through at most about a fiftieth of the rows that training does', () => {
    for (const epochs of [8, 15, 60, 255]) {
      let seen = 0;
      const looks = trainLooks([part], 'linear', { epochs });
      const look = () =>
        looks.score((_, inputs) => {
          seen += inputs.length / part.inputs;
          return new Float32Array(inputs.length / part.inputs);
        });
      for (const epoch of looks.due) {
        expect(epoch).toBeGreaterThan(0);
        expect(epoch).toBeLessThanOrEqual(epochs);
        look();
      }
      look();
      const passed = epochs * (3 * part.rows + part.validationTruth.length);
      expect(seen / passed).toBeLessThan(0.02);
    }
  });

  test('the score is that of the kept weights on training rows', async () => {
    const outcome = await trial(30);
    const { best, reports } = outcome;
    const model = modelOfTrained(prepared, setting, outcome.trained);
    const fold = prepared.part(0).rows.train;
    const count = Math.floor((0.012 * 30 * (3 * part.rows + part.validationTruth.length)) / 9);
    const sample = Uint32Array.from(
      { length: count },
      (_, i) => fold[Math.floor((i * fold.length) / count)]!,
    );
    const truth = Float64Array.from(sample, (row) => prepared.target.values[row]!);
    const rmse = score('rmse', truth, predictMeans(model, table, wasmEngine(), sample));
    expect(best!.train! / rmse).toBeCloseTo(1, 5);
    expect(reports.filter(({ train }) => train !== undefined).length).toBeGreaterThan(3);
    expect(outcome.rowsPerSecond).toBeGreaterThan(1000);
  });

  test('rows count as they do on the validation rows: by their weights, not by those of classes', () => {
    const random = stream(5, 0, 'test: weighed looks');
    const text = Array.from({ length: 600 }, (_, i) => {
      const a = random.normal();
      return `${a},${1 + (i % 3)},${a + random.normal() > 1 ? 'yes' : 'no'}`;
    });
    const weighed = readTable(new TextEncoder().encode(`a,w,y\n${text.join('\n')}`), 'weighed.csv');
    const of = (classWeights: 'none' | 'balanced') => {
      const data = { target: 'y', weight: 'w', folds: 1, classWeights };
      const { part } = prepare({ table: weighed, data, seed: 1 }).part(0);
      return trainLooks([part], 'linear', { epochs: 255 }).score((_, inputs) =>
        new Float32Array(inputs.length).fill(-2),
      );
    };
    expect(of('balanced')).toBeCloseTo(of('none'), 6);
  });

  test('a few rows learnt by heart are seen as that', async () => {
    const few = 40;
    const small = {
      ...part,
      rows: few,
      trainInputs: part.trainInputs.slice(0, few * part.inputs),
      trainTargets: { linear: Float32Array.from({ length: few }, () => random.normal()) },
    };
    const { reports } = await trial(255, small, [], {
      layers: 2,
      neurons: 64,
      learning_rate: 0.03,
      batch_size: 8,
    });
    const looks = reports.filter(({ train }) => train !== undefined);
    expect(looks.at(-1)!.train!).toBeLessThan(looks[0]!.train!);
    expect(looks.at(-1)!.train!).toBeLessThan(0.9 * looks.at(-1)!.value);
  });

  test('change no bit of what is trained', async () => {
    const { Training } = await import('../network/training.js');
    const { recipeOf } = await import('./setting.js');
    const { plan, rate, schedule, targetScale } = recipeOf(setting, part);
    const engine = wasmEngine();
    engine.load({ rows: part.rows, inputs: part.trainInputs, targets: part.trainTargets[targetScale]! });
    const network = engine.network(plan, { seed: 1, trial: 0 });
    const training = new Training({ network, plan, rows: part.rows, rate, schedule, epochs: 15 });
    const { trained, best } = await trial(15);
    for (let epoch = 1; epoch <= best!.epoch; epoch++) {
      training.next();
      training.judge(-epoch);
    }
    expect(trained[0]!.weights).toEqual(network.weights());
  });

  test('a trial that was stopped after its first epoch pays for no last look', async () => {
    const { best, reports } = await trial(15, part, [1]);
    expect(reports).toHaveLength(1);
    expect(best!.train).toBeUndefined();
  });
});
