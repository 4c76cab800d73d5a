import { describe, expect, test } from 'vitest';
import { readRates } from './rate-reading.js';

const steps = 200;
const rates = Array.from({ length: steps }, (_, i) => 1e-6 * 10 ** ((7 * i) / (steps - 1)));

/** Gradient descent on a bowl of curvature 4, from `start`: beyond a rate of 2 / 4 each step overshoots by more than it gains. */
function bowl(start: number, noise = 0): { rates: number[]; stepLosses: number[] } {
  let at = start;
  const stepLosses = rates.map((rate, i) => {
    const loss = 2 * at * at + 1 + noise * Math.sin(91.7 * i * start);
    at -= rate * 4 * at;
    return loss;
  });
  return { rates, stepLosses };
}

describe('what range tests say', () => {
  test('a bowl turns and blows up beyond 2 / curvature, and learns before', () => {
    const reading = readRates([bowl(1), bowl(-2), bowl(3)]);
    expect(reading.grade).toBe('measured');
    expect(reading.turnsAt).toBeGreaterThan(0.1);
    expect(reading.blowsUpAt).toBeGreaterThan(0.5);
    expect(reading.blowsUpAt).toBeLessThan(2);
    expect(reading.steepest!.rate).toBeLessThan(0.5);
    expect(reading.learnsFrom).toBeLessThan(reading.steepest!.rate);
  });

  test('noise of single steps moves the fastest fall by less than its own width', () => {
    const [quiet, noisy] = [0, 0.1].map((noise) =>
      readRates([bowl(2, noise), bowl(-2, noise), bowl(3, noise)]),
    );
    expect(Math.abs(Math.log10(noisy!.steepest!.rate / quiet!.steepest!.rate))).toBeLessThan(0.4);
    expect(noisy!.steepest!.low).toBeLessThanOrEqual(noisy!.steepest!.high);
  });

  test('where nothing is learnt nothing is said', () => {
    const flat = { rates, stepLosses: rates.map((_, i) => 1 + 0.1 * Math.sin(77 * i)) };
    const reading = readRates([flat, flat, flat]);
    expect(reading).toMatchObject({ grade: 'unknown', tests: 3 });
    expect(reading.steepest).toBeUndefined();
  });

  test('a test that was ended early blew up where it ended, and only shared steps are drawn', () => {
    const short = bowl(1);
    const cut = { rates: rates.slice(0, 150), stepLosses: short.stepLosses.slice(0, 150) };
    const reading = readRates([cut, short, bowl(2)]);
    expect(reading.rates).toHaveLength(150);
    expect(reading.blowsUpAt).toBeLessThanOrEqual(rates[149]!);
  });
});
