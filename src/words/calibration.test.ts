import { expect, test } from 'vitest';
import type { FinishedEvent } from '../tune/event.js';
import { calibrationWords } from './calibration.js';

const words = (event: Partial<FinishedEvent>) =>
  calibrationWords({ metric: 'f1', ...event } as FinishedEvent);

test('probabilities can be believed or not', () => {
  expect(words({ calibration: { gap: 0.0123, chance: 0.016 } })).toEqual([
    'How sure it says it is can be believed: probabilities said and shares seen on the test rows differ by 1.2 points on average, no more than chance gives (up to 1.6).',
  ]);
  expect(words({ calibration: { gap: 0.041, chance: 0.016 } })[0]).toContain('should be taken with care');
  expect(words({ calibration: { gap: 0.01, chance: 8e-14 } })[0]).toContain('gives (up to 0.010)');
});

test('what was calibrated, and from where on the second class is named', () => {
  const calibrated = { temperature: 1.234, bias: [0.1, -0.1], logLoss: 0.31234, logLossWithout: 0.33 };
  const [, change, threshold] = words({
    classes: ['no', 'yes'],
    calibration: { gap: 0.01, chance: 0.02, calibrated, threshold: 0.31 },
  });
  expect(change).toBe(
    'The probabilities are calibrated (temperature 1.23 and a bias for each class, from rows that the networks had not learnt): log-loss 0.3123 on the test rows, 0.3300 without.',
  );
  expect(threshold).toBe(
    'A row is called "yes" from a probability of 0.31 on, where f1 is best on rows that the networks had not learnt.',
  );
});

test('numbers that were multiplied, and nothing where nothing was done', () => {
  expect(words({ metric: 'mae', factors: { price: 0.9701841 } })).toEqual([
    'Predictions are multiplied by 0.9702: on rows that the networks had not learnt, the mae is clearly better for it.',
  ]);
  expect(words({})).toEqual([]);
});
