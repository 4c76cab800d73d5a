import { describe, expect, test } from 'vitest';
import { fitEncoder } from '../data/encode/fit.js';
import { inferSchema } from '../data/infer-schema.js';
import { readTarget } from '../data/read-target.js';
import { tableFromRecords } from '../data/records.js';
import type { Table } from '../data/table.js';
import { fitNumberCodings, type NumberCodings, type TargetCoding } from '../data/target-coding.js';
import { parameterCount } from '../network/count.js';
import type { Engine } from '../network/engine/engine.js';
import type { Plan } from '../network/plan.js';
import { constantPrediction } from './constant.js';
import { decoder } from './decoder.js';
import { loadModel } from './file/load.js';
import { saveModel } from './file/save.js';
import { score } from './metrics.js';
import type { Member, Model } from './model.js';
import { predict } from './predict.js';
import { predictionCsv } from './prediction-csv.js';

/** Predicts in float64, one row at a time; trains nothing. */
const plainEngine: Engine = {
  name: 'twin',
  load: () => 0,
  network: (plan) => {
    let weights = new Float32Array();
    const refuse = () => {
      throw new Error('only predicts');
    };
    return {
      position: { epochs: 0, steps: 0 },
      predict: (inputs) => forward(plan, weights, inputs),
      weights: () => weights,
      setWeights: (given) => {
        weights = Float32Array.from(given);
      },
      epoch: refuse,
      save: refuse,
      restore: refuse,
      flatShares: refuse,
      gradient: refuse,
    };
  },
};

function forward(plan: Plan, weights: Float32Array, inputs: Float32Array): Float32Array {
  const sizes = [plan.inputs, ...plan.hidden, plan.outputs];
  const rows = inputs.length / plan.inputs;
  const outputs = new Float32Array(rows * plan.outputs);
  for (let row = 0; row < rows; row++) {
    let values = [...inputs.subarray(row * plan.inputs, (row + 1) * plan.inputs)];
    let at = 0;
    for (let layer = 1; layer < sizes.length; layer++) {
      const size = sizes[layer]!;
      const biases = at + values.length * size;
      const sums = Array.from({ length: size }, (_, j) =>
        values.reduce((sum, value, i) => sum + value * weights[at + i * size + j]!, weights[biases + j]!),
      );
      values = layer === sizes.length - 1 ? sums : sums.map((sum) => Math.max(0, sum));
      at = biases + size;
    }
    outputs.set(values, row * plan.outputs);
  }
  return outputs;
}

const houses = tableFromRecords(
  Array.from({ length: 60 }, (_, i) => ({
    size: 40 + 2 * i,
    town: ['A', 'B', 'C'][i % 3],
    price: 1000 + 25 * i,
    sold: i % 4 === 0 ? 'no' : 'yes',
  })),
  'houses.csv',
);

function prepared(target: string | readonly string[]) {
  const schema = inferSchema(houses, { target });
  const read = readTarget(schema, houses);
  const { values, rows } = read;
  const coding: TargetCoding =
    schema.target.task === 'regression'
      ? fitNumberCodings(read, rows, new Array(read.width).fill('none'))
      : { kind: 'classes', classes: schema.target.classes };
  return { schema, read, values, rows, coding, encoder: fitEncoder(schema, houses, rows) };
}

function memberOf(
  { encoder, coding }: ReturnType<typeof prepared>,
  { hidden = [5], outputs = 1, share = 1, seed = 1 } = {},
): Member {
  const shape = { inputs: encoder.width, hidden, outputs, activation: 'relu' as const };
  const weights = Float32Array.from({ length: parameterCount(shape) }, (_, i) => Math.sin(seed * 100 + i));
  return { shape, weights, share, encoder, coding };
}

const price = prepared('price');
const sold = prepared('sold');
const size = prepared('size');
const model = (from: ReturnType<typeof prepared>, members: readonly Member[]): Model => ({
  target: from.schema.target,
  members,
  card: {},
});

describe('numbers', () => {
  test('one network, decoded', () => {
    const member = memberOf(price);
    const prediction = predict(model(price, [member]), houses, plainEngine);
    expect(prediction.task === 'regression' && prediction.values.length).toBe(60);
    if (prediction.task !== 'regression') return;
    const outputs = forward({ ...member.shape } as Plan, member.weights, inputsOf(price));
    expect(decoder(price.coding, 60)(outputs)).toEqual(prediction.values);
    expect(decoder(price.coding, 60)(outputs)).toEqual(prediction.values);
  });

  test('several are averaged in the units of the user', () => {
    const [a, b] = [memberOf(price, { share: 0.25 }), memberOf(price, { share: 0.75, seed: 2, hidden: [] })];
    const alone = [a, b].map((each) => {
      const prediction = predict(model(price, [{ ...each, share: 1 }]), houses, plainEngine);
      return prediction.task === 'regression' ? prediction.values : new Float64Array();
    });
    const both = predict(model(price, [a, b]), houses, plainEngine);
    const values = both.task === 'regression' ? both.values : new Float64Array();
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(0.25 * alone[0]![i]! + 0.75 * alone[1]![i]!, 9);
    });
  });

  test('a wild row is held near the range trained on', () => {
    const wild = tableFromRecords([{ size: 1e30, town: 'nowhere', sold: null }]);
    for (let seed = 0; seed < 20; seed++) {
      const prediction = predict(model(price, [memberOf(price, { seed })]), wild, plainEngine);
      const value = prediction.task === 'regression' ? prediction.values[0]! : Number.NaN;
      expect(value).toBeGreaterThanOrEqual(1000 - 0.05 * 1475);
      expect(value).toBeLessThanOrEqual(2475 + 0.05 * 1475);
    }
  });

  test('several targets are what networks for each alone would say, in their own units and ranges', () => {
    const both = prepared(['price', 'size']);
    const member = memberOf(both, { hidden: [], outputs: 2 });
    const { values } = predict(model(both, [member]), houses, plainEngine) as { values: Float64Array };
    expect(values).toHaveLength(120);
    (both.coding as NumberCodings).columns.forEach((coding, k) => {
      const alone: Member = {
        ...member,
        shape: { ...member.shape, outputs: 1 },
        weights: member.weights.filter((_, i) => i % 2 === k),
        coding: { kind: 'numbers', columns: [coding] },
      };
      expect(predict(model(k === 0 ? price : size, [alone]), houses, plainEngine)).toEqual({
        task: 'regression',
        targets: [['price', 'size'][k]],
        values: values.filter((_, i) => i % 2 === k),
      });
    });
  });

  test('no network: the same number for all', () => {
    const constant = constantPrediction(price.schema.target, price.read, price.rows, 'rmse');
    const prediction = predict({ ...model(price, []), constant }, houses, plainEngine);
    expect(prediction.task === 'regression' && new Set(prediction.values)).toEqual(new Set(constant));
    expect(constant[0]).toBeCloseTo(1737.5, 9);
  });
});

const inputsOf = (from: ReturnType<typeof prepared>) => {
  const captured: Float32Array[] = [];
  const spy: Engine = {
    ...plainEngine,
    network: (plan, seed) => {
      const network = plainEngine.network(plan, seed);
      return {
        ...network,
        predict: (inputs) => {
          captured.push(inputs);
          return network.predict(inputs);
        },
      };
    },
  };
  predict(model(from, [memberOf(from)]), houses, spy);
  return captured[0]!;
};

describe('classes', () => {
  test.each([1, 2])('with %d outputs probabilities add up to 1 and the likeliest is chosen', (outputs) => {
    const prediction = predict(model(sold, [memberOf(sold, { outputs })]), houses, plainEngine);
    if (prediction.task === 'regression') throw new Error('classes were expected');
    for (let row = 0; row < 60; row++) {
      const [no, yes] = prediction.probabilities.subarray(2 * row, 2 * row + 2);
      expect(no! + yes!).toBeCloseTo(1, 12);
      expect(prediction.codes[row]).toBe(yes! > no! ? 1 : 0);
    }
  });

  test('one logit is the second of two logits whose first is 0', () => {
    const one = memberOf(sold, { hidden: [] });
    const two = {
      ...one,
      shape: { ...one.shape, outputs: 2 },
      weights: new Float32Array(2 * one.weights.length),
    };
    one.weights.forEach((weight, i) => {
      two.weights[2 * i + 1] = weight;
    });
    const [a, b] = [one, two].map((member) => predict(model(sold, [member]), houses, plainEngine));
    if (a!.task === 'regression' || b!.task === 'regression') throw new Error('classes were expected');
    const { probabilities } = b!;
    a!.probabilities.forEach((p, i) => {
      expect(p).toBeCloseTo(probabilities[i]!, 6);
    });
  });

  test('the score of outputs is that of the probabilities', () => {
    const decode = decoder(sold.coding, 60);
    const loss = (outputs: Float32Array) => score('log_loss', sold.values, decode(outputs), 2);
    expect(loss(new Float32Array(60))).toBeCloseTo(Math.LN2, 12);
    expect(loss(Float32Array.from(sold.values, (code) => (code === 1 ? 800 : -800)))).toBeLessThan(1e-12);
  });

  test('the constant is the share of each class', () => {
    expect(constantPrediction(sold.schema.target, sold.read, sold.rows, 'log_loss')).toEqual([0.25, 0.75]);
  });
});

describe('tables to predict', () => {
  test('need the columns, in any order, and no target', () => {
    const trained = model(price, [memberOf(price)]);
    const turned = tableFromRecords([{ more: 1, sold: 'yes', town: 'B', size: 50 }]);
    const same = tableFromRecords([{ size: 50, town: 'B', sold: 'yes' }]);
    const blanks = tableFromRecords([{ ' size ': 50, town: 'B', sold: 'yes' }]);
    expect(predict(trained, blanks, plainEngine)).toEqual(predict(trained, same, plainEngine));
    expect(predict(trained, turned, plainEngine)).toEqual(predict(trained, same, plainEngine));
    expect(() => predict(trained, tableFromRecords([{ size: 50 }], 'new.csv'), plainEngine)).toThrow(
      'new.csv lacks columns "town" and "sold", which the model needs.',
    );
  });

  test('may have gaps and slips, but not another kind of column', () => {
    const trained = model(price, [memberOf(price)]);
    const row = { town: 'A', sold: 'no' };
    const slips = tableFromRecords([
      { ...row, size: 50 },
      { ...row, size: null },
      { ...row, size: 'x' },
      { ...row, size: 51 },
    ]);
    predict(trained, slips, plainEngine);
    const other = tableFromRecords(
      [
        { ...row, size: 'large' },
        { ...row, size: 'small' },
      ],
      'new.csv',
    );
    expect(() => predict(trained, other, plainEngine)).toThrow(
      'column "size" row 1 (1 more row) of new.csv is "large", not a number as when the model was made.',
    );
  });

  test('rows keep their order when there are many', () => {
    const many = tableFromRecords(
      Array.from({ length: 40_000 }, (_, i) => ({ size: 40 + (i % 60), town: 'A', sold: 'no' })),
    );
    const prediction = predict(model(price, [memberOf(price, { hidden: [] })]), many, plainEngine);
    const values = prediction.task === 'regression' ? prediction.values : new Float64Array();
    expect(values.every((value, i) => value === values[i % 60])).toBe(true);
  });
});

describe('predictions as CSV', () => {
  const csv = (table: Table, prediction: Parameters<typeof predictionCsv>[1]) =>
    [...predictionCsv(table, prediction)].join('');

  test('rows as they were, and the prediction after them', () => {
    const table = {
      ...tableFromRecords([
        { a: 'x;y', b: '' },
        { a: ' "q"', b: '2' },
      ]),
      delimiter: ';',
    };
    const values = Float64Array.of(1 / 3, 2e6);
    const prediction = { task: 'regression', targets: ['y'], values } as const;
    expect(csv(table, prediction)).toBe('a;b;prediction\n"x;y";;0.3333333\n" ""q""";2;2000000\n');
  });

  test('an interval for each number', () => {
    const table = tableFromRecords([{ prediction_low: 1 }]);
    const interval = { level: 0.9, low: Float64Array.of(-0.25), high: Float64Array.of(12.5) };
    const prediction = {
      task: 'regression',
      targets: ['y'],
      values: Float64Array.of(4),
      interval,
    } as const;
    expect(csv(table, prediction)).toBe(
      'prediction_low,prediction,prediction_low_2,prediction_high\n1,4,-0.25,12.5\n',
    );
  });

  test('columns for each of several targets', () => {
    const prediction = {
      task: 'regression',
      targets: ['x', 'b'],
      values: Float64Array.of(1, 2, 3, 4),
    } as const;
    const table = tableFromRecords([{ a: 7, prediction_x: 9 }, { a: 8 }]);
    expect(csv(table, prediction)).toBe('a,prediction_x,prediction_x_2,prediction_b\n7,9,1,2\n8,,3,4\n');
    const interval = { level: 0.9, low: Float64Array.of(0, 1, 2, 3), high: Float64Array.of(2, 3, 4, 5) };
    expect(csv(tableFromRecords([{ a: 7 }, { a: 8 }]), { ...prediction, interval })).toBe(
      'a,prediction_x,prediction_x_low,prediction_x_high,prediction_b,prediction_b_low,prediction_b_high\n' +
        '7,1,0,2,2,1,3\n8,3,2,4,4,3,5\n',
    );
  });

  test('a probability for each class; names that are taken get a number', () => {
    const table = tableFromRecords([{ prediction: 1 }]);
    const prediction = {
      task: 'binary',
      classes: ['no', 'yes'],
      probabilities: Float64Array.of(0.25, 0.75),
      codes: Uint32Array.of(1),
    } as const;
    expect(csv(table, prediction)).toBe(
      'prediction,prediction_2,probability_no,probability_yes\n1,yes,0.25,0.75\n',
    );
  });
});

test('a model that was saved and loaded predicts the same bits', () => {
  const members = [memberOf(price, { share: 0.5 }), memberOf(price, { share: 0.5, seed: 3, hidden: [7, 4] })];
  const trained = model(price, members);
  const loaded = loadModel(saveModel(trained));
  expect(predict(loaded, houses, plainEngine)).toEqual(predict(trained, houses, plainEngine));
});
