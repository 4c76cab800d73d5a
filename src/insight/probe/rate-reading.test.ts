import { describe, expect, test } from 'vitest';
import { readRates } from './rate-reading.js';

const steps = 200;
const rates = Array.from({ length: steps }, (_, i) => 1e-6 * 10 ** ((7 * i) / (steps - 1)));
const judged = 100;

/** Gradient descent on a bowl of curvature 4, from `start`: beyond a rate of 2 / 4 each step overshoots by more than it gains, until it is ended. */
function bowl(start: number, noise = 0, curvature = 4) {
  let at = start;
  const all = rates.map((rate, i) => {
    // The rows of a step differ, so it never settles altogether.
    at -= rate * curvature * (at + 0.01 * Math.cos(37.3 * i * start));
    return 2 * at * at + 0.3 + noise * Math.sin(91.7 * i * start);
  });
  const losses = all.slice(0, (all.findIndex((loss) => loss > 6) + 1 || steps + 1) - 1);
  const ended = losses.length < steps;
  return { rates: rates.slice(0, losses.length), losses, errors: losses.map(() => 0.02), ended };
}

describe('what range tests say', () => {
  test('a bowl turns and blows up beyond 2 / curvature, and learns before', () => {
    const reading = readRates(
      [0.6, -0.7, 0.65, 0.5, -0.62].map((start) => bowl(start)),
      judged,
    );
    expect(reading.grade).toBe('measured');
    expect(reading.turnsAt!.rate).toBeGreaterThan(0.1);
    expect(reading.turnsAt!.rate).toBeLessThan(reading.blowsUpAt!.rate!);
    expect(reading.blowsUpAt!.rate).toBeGreaterThan(0.5);
    expect(reading.blowsUpAt!.rate).toBeLessThan(2);
    expect(reading.steepest!.rate).toBeLessThan(0.5);
    expect(reading.learnsFrom).toBeLessThan(reading.steepest!.rate!);
  });

  test('noise of single steps moves the fastest fall by less than its own width', () => {
    const [quiet, noisy] = [0, 0.05].map((noise) =>
      readRates([bowl(0.6, noise), bowl(-0.7, noise), bowl(0.65, noise)], judged),
    );
    expect(Math.abs(Math.log10(noisy!.steepest!.rate! / quiet!.steepest!.rate!))).toBeLessThan(0.4);
    expect(noisy!.steepest!.low).toBeLessThanOrEqual(noisy!.steepest!.high);
  });

  test('where the constant is as good nothing is said, however far the loss has fallen', () => {
    const lucky = { ...bowl(0.7), losses: bowl(0.7).losses.map((loss) => loss + 0.69) };
    const reading = readRates([lucky, lucky, lucky], judged);
    expect(reading.losses[0]! - Math.min(...reading.losses)).toBeGreaterThan(0.5);
    expect(reading).toMatchObject({ grade: 'unknown', reason: 'nothing learnt', tests: 3, rows: judged });
    expect(reading.steepest).toBeUndefined();
    expect(reading.blowsUpAt).toBeUndefined();
  });

  test('nor where luck with the rows would do as much', () => {
    const wide = { ...bowl(0.7), errors: rates.map(() => 0.35) };
    expect(readRates([wide, wide, wide], judged)).toMatchObject({ reason: 'nothing learnt' });
  });

  test('one wild test decides nothing: the rates are then said to be unknown, with how many tests would tell them', () => {
    const tests = [bowl(0.6), bowl(-0.7), bowl(0.65), bowl(0.62), bowl(0.6, 0, 400)];
    const { grade, reason, steepest, blowsUpAt } = readRates(tests, judged);
    expect({ grade, reason }).toEqual({ grade: 'unknown', reason: 'tests differ' });
    for (const mark of [steepest!, blowsUpAt!]) {
      expect(mark).toMatchObject({ grade: 'unknown', tests: 5 });
      expect(mark.rate).toBeUndefined();
      expect(mark.high / mark.low).toBeGreaterThan(20);
      expect(mark.needed).toBeGreaterThan(5);
    }
  });

  test('a test that was ended early blew up where it ended, and steps that most took are drawn', () => {
    const short = bowl(0.7);
    const cut = {
      rates: short.rates.slice(0, 150),
      losses: short.losses.slice(0, 150),
      errors: short.errors.slice(0, 150),
      ended: true,
    };
    const reading = readRates([cut, cut, bowl(0.6)], judged);
    expect(reading.rates).toHaveLength(150);
    expect(reading.blowsUpAt!.low).toBeLessThanOrEqual(rates[149]!);
    const most = readRates([cut, short, bowl(0.6)], judged);
    expect(most.rates.length).toBeGreaterThan(150);
  });
});
