import { expect, test } from 'vitest';
import type { Model } from '../model.js';
import type { Prediction } from '../predict.js';
import { withInterval } from './with-interval.js';

const scores = Array.from({ length: 25 }, (_, i) => i - 12);
const margins = { rows: 25, scores, spread: { at: [0], size: [1] } };
const format = { decimal: '.', decorated: false } as const;
const target = { task: 'regression', columns: [{ name: 'price', format }] } as const;
const model: Model = { target, members: [], constant: [10], card: {}, margins: [margins] };
const prediction: Prediction = { task: 'regression', targets: ['price'], values: Float64Array.of(10, 20) };

test('bounds beside the predictions: 90 % unless another share or none is asked for', () => {
  const usual = withInterval(model, prediction, undefined);
  expect(usual).toEqual({
    ...prediction,
    interval: { level: 0.9, low: Float64Array.of(-2, 8), high: Float64Array.of(22, 32) },
  });
  expect(withInterval(model, prediction, 0.5)).toMatchObject({ interval: { low: Float64Array.of(3, 13) } });
  expect(withInterval(model, prediction, 'none')).toBe(prediction);
});

test('each of several targets by its own errors; a level that one cannot promise is given for none', () => {
  const narrow = { ...margins, spread: { at: [0], size: [0.5] } };
  const both: Model = {
    ...model,
    target: { task: 'regression', columns: [...target.columns, { name: 'rent', format }] },
    margins: [margins, narrow],
  };
  const said: Prediction = {
    task: 'regression',
    targets: ['price', 'rent'],
    values: Float64Array.of(10, 1, 20, 2),
  };
  expect(withInterval(both, said, 0.5)).toMatchObject({
    interval: { low: Float64Array.of(3, -2.5, 13, -1.5), high: Float64Array.of(17, 4.5, 27, 5.5) },
  });
  const few = { ...margins, rows: 9, scores: scores.slice(0, 9) };
  expect(withInterval({ ...both, margins: [margins, few] }, said, undefined)).toBe(said);
  expect(() => withInterval({ ...both, margins: [margins, few] }, said, 0.9)).toThrow('this model has 9.');
});

test('a model of an earlier day predicts as it did, and says why there is no interval when one is asked for', () => {
  const { margins: _, ...older } = model;
  expect(withInterval(older, prediction, undefined)).toBe(prediction);
  expect(() => withInterval(older, prediction, 0.9)).toThrow(
    'this model was saved without what intervals need',
  );
});

test('what cannot be promised is not given', () => {
  expect(() => withInterval(model, prediction, 0.95)).toThrow(
    'an interval of 95 % needs 39 rows that the networks had not learnt; this model has 25.',
  );
  expect(() => withInterval(model, prediction, 90)).toThrow('an interval of 90 was asked for');
  const few = { ...model, margins: [{ ...margins, rows: 9, scores: scores.slice(0, 9) }] };
  expect(withInterval(few, prediction, undefined)).toBe(prediction);
  const classes: Model = {
    target: { name: 'sold', task: 'binary', classes: ['no', 'yes'] },
    members: [],
    card: {},
  };
  expect(() => withInterval(classes, prediction, 0.9)).toThrow(
    'there are no intervals for "sold": it has classes',
  );
});
