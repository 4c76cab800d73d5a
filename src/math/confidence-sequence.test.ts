import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sequenceInterval, sequenceQuantile } from './confidence-sequence.js';
import { stream } from './random.js';

/** Written by scripts/reference/confidence_sequence.py. */
const reference = JSON.parse(
  readFileSync(new URL('./fixtures/confidence-sequence.json', import.meta.url), 'utf8'),
) as { count: number; confidence: number; t: number }[];

describe('a confidence sequence', () => {
  test("ends where the Bayes factor by SciPy's noncentral t reaches its bound", () => {
    for (const { count, confidence, t } of reference)
      expect(sequenceQuantile(count, confidence)).toBeCloseTo(t, 6);
  });

  test('has no end before there are enough values', () => {
    for (const values of [[], [1], [1, 2], [1, 2, 3]])
      expect(sequenceInterval(values).half).toBe(Number.POSITIVE_INFINITY);
    expect(sequenceInterval([1, 2, 3, 4]).half).toBeGreaterThan(0);
  });

  test('holds the mean at 400 looks together as often as it says, and not far more often', () => {
    let lost = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const draws = stream(5, run, 'confidence sequence test');
      const values: number[] = [];
      for (let n = 1; n <= 400; n++) {
        values.push(3 + 2 * draws.normal());
        if (n > 40 && n % 5 > 0) continue;
        const { mean, half } = sequenceInterval(values);
        if (Math.abs(mean - 3) > half) {
          lost += 1;
          break;
        }
      }
    }
    expect(lost / runs).toBeLessThan(0.05);
    expect(lost / runs).toBeGreaterThan(0.005);
  });
});
