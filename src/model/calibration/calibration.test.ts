import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { score } from '../metrics.js';
import { calibrate, logsOf } from './calibration.js';
import { chooseCalibration } from './choose.js';
import { chooseDecision, thresholdOf, weighed } from './decision.js';
import { chooseFactor } from './factor.js';
import { fitSlope } from './fit.js';
import { reliabilityOf } from './reliability.js';
import { calibrationReport } from './report.js';

const reference = JSON.parse(readFileSync(new URL('fixtures/calibration.json', import.meta.url), 'utf8')) as {
  readonly probabilities: number[];
  readonly actual: number[];
  readonly temperature: number;
  readonly vector: { readonly temperature: number; readonly bias: number[] };
  readonly log_loss: Record<'raw' | 'temperature' | 'vector', number>;
  readonly predicted: number[];
  readonly target: number[];
  readonly factors: Record<'rmse' | 'mae', number>;
};
const probabilities = Float64Array.from(reference.probabilities);
const actual = Float64Array.from(reference.actual);
const rows = Uint32Array.from(actual, (_, row) => row);
const sample = { logs: logsOf(probabilities), actual, classes: 3 };

describe('temperature and biases', () => {
  test.each(['temperature', 'vector'] as const)('%s: those of SciPy', (name) => {
    const { slope, bias } = fitSlope(sample, rows, { withBias: name === 'vector', cooler: false });
    const expected =
      name === 'vector' ? reference.vector : { temperature: reference.temperature, bias: [0, 0, 0] };
    expect(1 / slope).toBeCloseTo(expected.temperature, 4);
    bias.forEach((each, k) => {
      expect(each).toBeCloseTo(expected.bias[k]!, 4);
    });
    const calibrated = calibrate({ temperature: 1 / slope, bias: [...bias] }, probabilities, 3);
    expect(score('log_loss', actual, calibrated, 3)).toBeCloseTo(reference.log_loss[name], 7);
    expect(score('log_loss', actual, probabilities, 3)).toBeCloseTo(reference.log_loss.raw, 9);
  });

  test('a weight of two is a row twice', () => {
    const twice = Uint32Array.from([...rows, ...rows.filter((row) => row % 3 === 0)]);
    const weights = Float64Array.from(rows, (row) => (row % 3 === 0 ? 2 : 1));
    const kind = { withBias: true, cooler: false };
    const weighted = fitSlope({ ...sample, weights }, rows, kind);
    const doubled = fitSlope(sample, twice, kind);
    expect(weighted.slope).toBeCloseTo(doubled.slope, 6);
    weighted.bias.forEach((each, k) => {
      expect(each).toBeCloseTo(doubled.bias[k]!, 6);
    });
  });

  test('are taken when they help, and not when probabilities are right as they are', () => {
    const taken = chooseCalibration({ probabilities, actual, classes: 3 })!;
    expect(taken.temperature).toBeCloseTo(reference.vector.temperature, 4);
    expect(taken.bias).toHaveLength(3);
    const random = stream(2, 0, 'test');
    const right = new Float64Array(2000);
    const happened = new Float64Array(1000);
    happened.forEach((_, i) => {
      const p = random.uniform();
      right.set([1 - p, p], 2 * i);
      happened[i] = random.uniform() < p ? 1 : 0;
    });
    expect(chooseCalibration({ probabilities: right, actual: happened, classes: 2 })).toBeUndefined();
  });

  test('rows that were all foretold rightly make no probability surer than their number says', () => {
    const random = stream(5, 0, 'test');
    const rows = 300;
    const happened = Float64Array.from({ length: rows }, (_, i) => i % 3);
    const right = new Float64Array(3 * rows);
    happened.forEach((own, i) => {
      const wrong = 0.03 * random.uniform();
      right.set([wrong, wrong, wrong], 3 * i);
      right[3 * i + own] = 1 - 2 * wrong;
    });
    const { temperature } = chooseCalibration({ probabilities: right, actual: happened, classes: 3 })!;
    const calibrated = calibrate({ temperature }, right, 3);
    let wrong = 0;
    for (let i = 0; i < rows; i++) wrong += 1 - calibrated[3 * i + happened[i]!]!;
    expect(wrong).toBeGreaterThan(0.5);
    expect(wrong).toBeLessThan(2);
  });

  test('only the ratios of weights matter', () => {
    const weights = actual.map((_, row) => 1 + (row % 3));
    const tiny = weights.map((weight) => weight / 1000);
    const one = chooseCalibration({ probabilities, actual, classes: 3, weights })!;
    const other = chooseCalibration({ probabilities, actual, classes: 3, weights: tiny })!;
    expect(other.temperature).toBeCloseTo(one.temperature, 6);
  });

  test('rows that fewer networks predicted do not make an average less sure than it is', () => {
    const { bias, temperature } = chooseCalibration({ probabilities, actual, classes: 3, fewer: true })!;
    expect(temperature).toBeLessThanOrEqual(1);
    expect(bias).toHaveLength(3);
  });

  test('a class weight that tilted probabilities is undone', () => {
    const random = stream(3, 0, 'test');
    const tilted = new Float64Array(8000);
    const happened = new Float64Array(4000);
    happened.forEach((_, i) => {
      const p = 0.2 * random.uniform();
      happened[i] = random.uniform() < p ? 1 : 0;
      const odds = (9 * p) / (1 - p);
      tilted.set([1 / (1 + odds), odds / (1 + odds)], 2 * i);
    });
    const calibration = chooseCalibration({ probabilities: tilted, actual: happened, classes: 2 })!;
    const { bias } = calibration;
    expect(bias![1]! - bias![0]!).toBeCloseTo(-Math.log(9), 0);
    const before = reliabilityOf(tilted, happened, 2);
    const after = reliabilityOf(calibrate(calibration, tilted, 2), happened, 2);
    expect(before.gap).toBeGreaterThan(0.2);
    expect(after.gap).toBeLessThan(after.chance);
  });

  test('no probability is lost to arithmetic', () => {
    const extreme = Float64Array.of(1, 0, 1e-300, 1);
    for (const each of calibrate({ temperature: 0.1 }, extreme, 2)) expect(each >= 0 && each <= 1).toBe(true);
  });
});

test('the report leads back to the probabilities before, and weighs rows as the score does', () => {
  const calibration = { temperature: 1.7, bias: [0.3, -0.1, -0.2] };
  const calibrated = calibrate(calibration, probabilities, 3);
  const weights = Float64Array.from(actual, (_, row) => 1 + (row % 4));
  const target = { task: 'multiclass', name: 'k', classes: ['a', 'b', 'c'] } as const;
  const model = { target, members: [], card: {}, calibration };
  const report = calibrationReport(model, calibrated, actual, weights);
  const loss = (of: Float64Array) => score('log_loss', actual, of, 3, weights);
  expect(report.calibrated!.logLoss).toBeCloseTo(loss(calibrated), 12);
  expect(report.calibrated!.logLossWithout).toBeCloseTo(loss(probabilities), 9);
  expect(calibrationReport({ ...model, decision: [1, 1, 2] }, calibrated, actual).threshold).toBeUndefined();
});

describe('the factor', () => {
  const predicted = Float64Array.from(reference.predicted);
  const truth = Float64Array.from(reference.target);

  test.each(['rmse', 'mae'] as const)('%s: that of SciPy, taken when it helps', (metric) => {
    const factor = chooseFactor({ metric, predicted, actual: truth });
    // Medians are right for mae as they are; means are more.
    if (metric === 'mae') expect(factor).toBeUndefined();
    else expect(factor).toBeCloseTo(reference.factors.rmse, 4);
  });

  test('r2 wants what rmse wants; a target that may be negative has none', () => {
    expect(chooseFactor({ metric: 'r2', predicted, actual: truth })).toBeCloseTo(reference.factors.rmse, 4);
    const negative = truth.map((y, i) => (i === 0 ? -1 : y));
    expect(chooseFactor({ metric: 'rmse', predicted, actual: negative })).toBeUndefined();
  });
});

describe('decisions', () => {
  const random = stream(4, 0, 'test');
  const count = 3000;
  const rare = new Float64Array(2 * count);
  const happened = new Float64Array(count);
  happened.forEach((_, i) => {
    const p = random.uniform() < 0.1 ? 0.8 * random.uniform() : 0.05;
    rare.set([1 - p, p], 2 * i);
    happened[i] = random.uniform() < p ? 1 : 0;
  });
  const options = { probabilities: rare, actual: happened, classes: 2 };

  test('a threshold of the metric, where it helps', () => {
    const share = happened.reduce((sum, each) => sum + each / count, 0);
    const balanced = chooseDecision('balanced_accuracy', options)!;
    // The best threshold for balanced accuracy is the share of the class; here the score is flat above .05.
    expect(thresholdOf(balanced)).toBeLessThan(2 * share);
    expect(thresholdOf(chooseDecision('f1', options)!)).toBeLessThan(0.45);
    for (const metric of ['log_loss', 'accuracy', 'auc'] as const)
      expect(chooseDecision(metric, options)).toBeUndefined();
  });

  test('weighing changes who is named, and nothing when there is nothing to weigh', () => {
    const [threshold, rest] = [0.2, 0.8];
    const decisive = weighed(Float64Array.of(0.75, 0.25, 0.85, 0.15), [threshold, rest]);
    expect(decisive[1]! > decisive[0]!).toBe(true);
    expect(decisive[3]! < decisive[2]!).toBe(true);
    expect(thresholdOf([threshold, rest])).toBeCloseTo(0.2, 12);
    expect(weighed(rare, undefined)).toBe(rare);
  });

  test('many classes: rare ones count for more', () => {
    const three = new Float64Array(3 * count);
    const codes = new Float64Array(count);
    codes.forEach((_, i) => {
      const tilt = random.uniform();
      const p = [0.9 - 0.5 * tilt, 0.1, 0.5 * tilt];
      three.set(p, 3 * i);
      const u = random.uniform();
      codes[i] = u < p[0]! ? 0 : u < p[0]! + p[1]! ? 1 : 2;
    });
    const decision = chooseDecision('balanced_accuracy', {
      probabilities: three,
      actual: codes,
      classes: 3,
    })!;
    expect(decision[1]!).toBeGreaterThan(decision[2]!);
    expect(decision[2]!).toBeGreaterThan(decision[0]!);
  });
});

describe('reliability', () => {
  test('of right probabilities is what chance gives, of others more', () => {
    const random = stream(6, 0, 'test');
    let beyond = 0;
    for (let draw = 0; draw < 40; draw++) {
      const said = new Float64Array(600);
      const happened = new Float64Array(300);
      happened.forEach((_, i) => {
        const p = random.uniform();
        said.set([1 - p, p], 2 * i);
        happened[i] = random.uniform() < p ? 1 : 0;
      });
      const { gap, chance } = reliabilityOf(said, happened, 2);
      beyond += gap > chance ? 1 : 0;
    }
    // Two of 40 are expected; seven or more happen once in 300.
    expect(beyond).toBeLessThan(7);
    const { gap, chance } = reliabilityOf(probabilities, actual, 3);
    expect(gap).toBeGreaterThan(chance);
  });
});
