import { describe, expect, test } from 'vitest';
import type { Loss } from '../plan.js';
import { bestConstant, judgeOn } from './held-out.js';

const targets = [-1, 0, 0.5, 3, 4];
const rowsOf = (values: readonly number[]) => values.map((y) => ({ targets: [y], weight: 1 }));
const mean = targets.reduce((sum, y) => sum + y / targets.length, 0);

describe('the best constant', () => {
  test.each<[Loss, number]>([
    [{ kind: 'squared' }, mean],
    [{ kind: 'absolute' }, 0.5],
    [{ kind: 'huber', delta: 100 }, mean],
    [{ kind: 'quantile', level: 0.9 }, 4],
  ])('of %j', (loss, value) => {
    expect(bestConstant(loss, 1, rowsOf(targets))[0]).toBeCloseTo(value, 8);
  });

  test('of classes is what makes their shares', () => {
    const codes = [0, 0, 0, 1, 2, 2];
    const logits = bestConstant({ kind: 'softmax' }, 3, rowsOf(codes));
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    [3 / 6, 1 / 6, 2 / 6].forEach((share, j) => {
      expect(Math.exp(logits[j]!) / total).toBeCloseTo(share, 6);
    });
    const [logit] = bestConstant({ kind: 'logistic' }, 1, rowsOf([0, 0, 0, 1]));
    expect(logit).toBeCloseTo(Math.log(1 / 3), 8);
  });

  test('counts rows by their weights', () => {
    const rows = targets.map((y, i) => ({ targets: [y], weight: i === 4 ? 2 : 1 }));
    expect(bestConstant({ kind: 'squared' }, 1, rows)[0]).toBeCloseTo(10.5 / 6, 8);
  });
});

test('a judgement is the loss in that of the constant, with the error of the difference', () => {
  const rows = { inputs: new Float32Array(5), targets: Float32Array.from(targets) };
  const judge = judgeOn(rows, { kind: 'squared' }, 1);
  const of = (outputs: readonly number[]) => judge({ predict: () => Float32Array.from(outputs) });
  expect(of(targets).loss).toBeCloseTo(0, 6);
  expect(of(targets.map(() => mean)).loss).toBeCloseTo(1, 6);
  expect(of(targets.map(() => mean)).error).toBeCloseTo(0, 6);
  const outputs = [0, 0, 0, 1, 1];
  const gains = targets.map((y, i) => ((y - mean) ** 2 - (y - outputs[i]!) ** 2) / 2);
  const gain = gains.reduce((sum, each) => sum + each / 5, 0);
  const whole = targets.reduce((sum, y) => sum + (y - mean) ** 2 / 10, 0);
  const spread = Math.sqrt(gains.reduce((sum, each) => sum + (each - gain) ** 2, 0)) / 5;
  expect(of(outputs).loss).toBeCloseTo(1 - gain / whole, 6);
  expect(of(outputs).error).toBeCloseTo(spread / whole, 6);
});
