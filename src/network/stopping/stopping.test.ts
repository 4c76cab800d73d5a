import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import type { History } from './rule.js';
import { checkStopping, isOver, type Stopping, stoppingKinds } from './stopping.js';

const historyOf = (
  scores: readonly number[],
  losses: readonly number[] = scores.map((_, i) => 100 / (i + 1)),
  rests?: readonly number[],
): History => ({ losses, scores, bestEpoch: scores.indexOf(Math.min(...scores)) + 1, rests });

/** The first epoch after which a training with these curves is over; undefined when it never is. */
function overAt(
  stopping: Stopping,
  scores: readonly number[],
  losses?: readonly number[],
  rests?: readonly number[],
) {
  const epoch = scores.findIndex((_, i) =>
    isOver(stopping, historyOf(scores.slice(0, i + 1), losses?.slice(0, i + 1), rests)),
  );
  return epoch < 0 ? undefined : epoch + 1;
}

const valley = (bottom: number, epochs = 500) =>
  Array.from({ length: epochs }, (_, i) => 100 + Math.abs(i + 1 - bottom));

test('never', () => expect(overAt({ kind: 'never' }, valley(1))).toBeUndefined());

describe('patience', () => {
  test.each([
    [{ kind: 'patience' }, 60, 80],
    [{ kind: 'patience', epochs: 3 }, 1, 4],
    [{ kind: 'patience', epochs: 1 }, 7, 8],
  ] as const)('%j, best at %i: over after %i', (stopping, bottom, epoch) => {
    expect(overAt(stopping, valley(bottom))).toBe(epoch);
  });

  test('begins anew with each better score, not with an equal one', () => {
    expect(overAt({ kind: 'patience', epochs: 3 }, [5, 5, 4, 6, 6, 3, 3, 3, 3, 3])).toBe(9);
  });
});

describe('adaptive patience', () => {
  test('is 20 epochs and half of the best one', () => {
    expect(overAt({ kind: 'adaptive' }, valley(60))).toBe(110);
    expect(overAt({ kind: 'adaptive', epochs: 40, share: 3 }, valley(30))).toBe(160);
  });

  test('waits for a rest that brought nothing, and as long as it must', () => {
    const rests = [5, 15, 35, 75];
    expect(overAt({ kind: 'adaptive' }, valley(12, 75), undefined, rests)).toBe(35);
    expect(overAt({ kind: 'adaptive' }, valley(18, 75), undefined, rests)).toBe(75);
    expect(overAt({ kind: 'adaptive' }, valley(1, 75), undefined, rests)).toBe(35);
    expect(overAt({ kind: 'adaptive', epochs: 5 }, valley(1, 75), undefined, rests)).toBe(15);
    expect(overAt({ kind: 'adaptive' }, valley(1, 74), undefined, [75])).toBeUndefined();
  });
});

describe("Prechelt's", () => {
  test('GL: worse than the best by more than so many percent', () => {
    const scores = [10, 8, 8.1, 8.3, 8.5, 7, 7.4];
    expect(overAt({ kind: 'generalisation_loss', percent: 5 }, scores)).toBe(5);
    expect(overAt({ kind: 'generalisation_loss', percent: 6.25 }, scores)).toBeUndefined();
    expect(overAt({ kind: 'generalisation_loss', percent: 3 }, scores)).toBe(4);
  });

  test('GL of negative scores is of their size', () => {
    const scores = [-0.5, -0.8, -0.79, -0.75];
    expect(overAt({ kind: 'generalisation_loss', percent: 5 }, scores)).toBe(4);
    expect(overAt({ kind: 'generalisation_loss', percent: 1 }, scores)).toBe(3);
  });

  test('PQ: more loss in percent than progress in thousandths, at the end of a strip', () => {
    // GL is 10 % from epoch 2 on; P of the strips: (mean 3 − 1) / 1 = 2000, then (mean 1.02 − 1) / 1 = 20, then 2.
    const scores = [10, ...new Array<number>(14).fill(11)];
    const losses = [5, 4, 3, 2, 1, 1.04, 1.03, 1.02, 1.01, 1, 1.004, 1.003, 1.002, 1.001, 1];
    expect(overAt({ kind: 'quotient', above: 0.4 }, scores, losses)).toBe(10);
    expect(overAt({ kind: 'quotient', above: 0.6 }, scores, losses)).toBe(15);
    expect(overAt({ kind: 'quotient', above: 6 }, scores, losses)).toBeUndefined();
  });

  test('UP: higher at each of so many ends of strips', () => {
    const ends = [9, 8, 7, 7.5, 7.4, 8, 9, 10];
    const scores = ends.flatMap((end) => [0.1, 20, 0.1, 20, end].map((x, i) => (i === 4 ? end : x + 5)));
    expect(overAt({ kind: 'increases', times: 1 }, scores)).toBe(20);
    expect(overAt({ kind: 'increases', times: 2 }, scores)).toBe(35);
    expect(overAt({ kind: 'increases', times: 3 }, scores)).toBe(40);
    expect(overAt({ kind: 'increases', times: 4 }, scores)).toBeUndefined();
    expect(
      overAt(
        { kind: 'increases', times: 8 },
        [1, 2, 3].flatMap((x) => [x, x, x, x, x]),
      ),
    ).toBeUndefined();
  });

  test.each(['generalisation_loss', 'quotient', 'increases'] as const)('%s ends a standstill', (kind) => {
    const scores = Array.from({ length: 20 }, (_, i) => 20 - i);
    const losses = scores.map((_, i) => (i < 10 ? 20 - i : 1));
    expect(overAt({ kind }, scores, losses)).toBe(15);
    expect(overAt({ kind, leastProgress: 0 }, scores, losses)).toBeUndefined();
    expect(overAt({ kind, strip: 4 }, scores, losses)).toBe(16);
  });

  /** As the paper writes them, recursion and all. */
  const paper = {
    best: (e: number[], t: number) => Math.min(...e.slice(0, t)),
    gl: (e: number[], t: number) => 100 * (e[t - 1]! / paper.best(e, t) - 1),
    p: (l: number[], t: number, k: number) => {
      const strip = l.slice(t - k, t);
      return 1000 * (strip.reduce((a, b) => a + b, 0) / (k * Math.min(...strip)) - 1);
    },
    up(e: number[], t: number, k: number, s: number): boolean {
      if (t % k !== 0 || t - k < 1 || !(e[t - 1]! > e[t - k - 1]!)) return false;
      return s === 1 || paper.up(e, t - k, k, s - 1);
    },
  };

  test('all three, as the paper defines them, on 300 random curves', () => {
    let decided = 0;
    for (let curve = 0; curve < 300; curve++) {
      const random = stream(1, curve, 'curves');
      const scores = Array.from(
        { length: 60 },
        (_, i) => 1 + 0.03 * Math.abs(i - 25) + 0.1 * random.uniform(),
      );
      const losses = Array.from({ length: 60 }, (_, i) => 1 / (i + 1) + 0.05 * random.uniform());
      const k = 2 + random.below(6);
      const [percent, above, times] = [
        1 + 10 * random.uniform(),
        0.05 + random.uniform() / 5,
        1 + random.below(5),
      ];
      const strips = { strip: k, leastProgress: 0 };
      const first = (holds: (t: number) => boolean) => scores.map((_, i) => i + 1).find(holds);
      const wants = [
        first((t) => paper.gl(scores, t) > percent),
        first((t) => t % k === 0 && paper.gl(scores, t) / paper.p(losses, t, k) > above),
        first((t) => paper.up(scores, t, k, times)),
      ];
      const got = [
        overAt({ kind: 'generalisation_loss', percent, ...strips }, scores, losses),
        overAt({ kind: 'quotient', above, ...strips }, scores, losses),
        overAt({ kind: 'increases', times, ...strips }, scores, losses),
      ];
      expect(got, `curve ${curve}`).toEqual(wants);
      decided += wants.filter((want) => want !== undefined).length;
    }
    expect(decided).toBeGreaterThan(500);
  });
});

test('every kind is tested above', () => {
  expect([...stoppingKinds].sort()).toEqual([
    'adaptive',
    'generalisation_loss',
    'increases',
    'never',
    'patience',
    'quotient',
  ]);
});

test.each<[unknown, string]>([
  [{ kind: 'soon' }, 'stopping rule "soon" is not known'],
  [{ kind: 'patience', epochs: 0 }, 'the patience in epochs is 0: it must be a whole number at least 1'],
  [{ kind: 'adaptive', share: -1 }, "the patience as a share of the best epoch's number is -1"],
  [{ kind: 'generalisation_loss', percent: 0 }, 'the loss in percent is 0'],
  [{ kind: 'quotient', above: Number.NaN }, 'the quotient is NaN'],
  [{ kind: 'quotient', strip: 1 }, 'a strip in epochs is 1'],
  [{ kind: 'increases', times: 1.5 }, 'how often the score goes up is 1.5'],
  [{ kind: 'increases', leastProgress: -1 }, 'the least progress is -1'],
])('%j is refused', (stopping, message) => {
  expect(() => checkStopping(stopping as Stopping)).toThrow(message);
});
