import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { type Plan, stepsPerEpoch } from '../../plan.js';
import { blocksOf } from '../blocks-in-memory.js';
import type { Course, Network } from '../engine.js';
import { drawExamples, planWith } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const rows = 40;
const seed = { seed: 3, trial: 14 };

/** An epoch in parts: what every engine does. */
export function positionContract(newEngine: () => ReadableEngine) {
  describe.each([
    ['rows in memory', undefined],
    ['a window of 15 rows', 15],
  ])('over %s', (_, windowRows) => positions(newEngine, windowRows));
}

function positions(newEngine: () => ReadableEngine, windowRows?: number) {
  const start = (plan: Plan) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(windowRows === undefined ? examples : blocksOf(examples, 4), { windowRows });
    return engine.network(plan, seed);
  };
  const plan = planWith({ hidden: [9, 5], dropout: 0.2, weightDecay: 0.1, batchSize: 7 });
  const steps = stepsPerEpoch(rows, plan.batchSize);
  const rates = Float32Array.from({ length: steps }, (_, i) => 0.01 / (i + 1));
  const course: Course = {
    weightDecay: rates.map((_, i) => 1 / (i + 1)),
    dropout: rates.map((_, i) => 1 - i / 10),
  };
  const straight = (network: Network, epochs: number) =>
    Array.from({ length: epochs }, () => network.epoch(rates, course));
  const part = (network: Network, until: number) => network.epoch(rates, { ...course, until });

  describe('an epoch in parts', () => {
    test.each([[[1, 2, 3, 4, 5, 6]], [[3, 6]], [[5, 6]]])('gives the bits of a whole one: %j', (parts) => {
      const whole = start(plan);
      const losses = straight(whole, 3);
      const network = start(plan);
      const inParts = Array.from({ length: 3 }, () => parts.map((until) => part(network, until)).at(-1));
      expect(inParts).toEqual(losses);
      expect(network.save()).toEqual(whole.save());
    });

    test('goes on in another network from a saved state', () => {
      const whole = start(plan);
      const losses = straight(whole, 3);
      let network = start(plan);
      expect(network.epoch(rates, course)).toBe(losses[0]);
      for (const until of [2, 3]) {
        part(network, until);
        const saved = network.save();
        network = start(plan);
        straight(network, 2);
        network.restore(saved);
      }
      expect(network.position).toEqual({ epochs: 1, steps: 3 });
      expect(network.epoch(rates, course)).toBe(losses[1]);
      expect(network.epoch(rates, course)).toBe(losses[2]);
      expect(network.save()).toEqual(whole.save());
    });

    test('is not disturbed by reading a gradient, or by predicting', () => {
      const network = start(plan);
      part(network, 3);
      network.gradient(Uint32Array.of(5, 3, 39));
      network.predict(new Float32Array(3 * plan.inputs));
      network.epoch(rates, course);
      const whole = start(plan);
      straight(whole, 1);
      expect(network.save()).toEqual(whole.save());
    });

    test('is not saved in its middle while the Huber loss gathers its residuals', () => {
      const adaptive = { factor: 1.345, epochs: 1 };
      const network = start({ ...plan, loss: { kind: 'huber', delta: 1, adaptive } });
      part(network, 3);
      expect(() => network.save()).toThrow('step 3 of epoch 1 is no place to save');
      part(network, 6);
      part(network, 3);
      expect(() => network.save()).not.toThrow();
    });

    test('says how far it is', () => {
      const network = start(plan);
      expect(network.position).toEqual({ epochs: 0, steps: 0 });
      part(network, 4);
      expect(network.position).toEqual({ epochs: 0, steps: 4 });
      part(network, steps);
      expect(network.position).toEqual({ epochs: 1, steps: 0 });
    });

    test('gives the mean loss of its rows so far', () => {
      const still = new Float32Array(steps);
      const one = start({ ...plan, dropout: 0 });
      const means = Array.from({ length: steps }, (_, i) => one.epoch(still, { until: i + 1 }));
      const losses = means.map((mean, i) => {
        const [past, before] = [i + 1, i].map((step) => Math.min(rows, 7 * step)) as [number, number];
        return { sum: mean * past - (i > 0 ? means[i - 1]! * before : 0), rows: past - before };
      });
      expect(losses.map((each) => each.rows)).toEqual([7, 7, 7, 7, 7, 5]);
      const whole = start({ ...plan, dropout: 0 });
      const tens = [0, 10, 20, 30].map((first) =>
        whole.gradient(Uint32Array.from({ length: 10 }, (_, i) => first + i)),
      );
      expect(means.at(-1)).toBeCloseTo(
        tens.reduce((sum, { loss }) => sum + loss / 4, 0),
        5,
      );
      expect(losses.reduce((total, { sum }) => total + sum, 0) / rows).toBeCloseTo(means.at(-1)!, 6);
      expect(new Set(losses.map(({ sum }) => sum)).size).toBe(6);
    });

    test.each([
      [2, 'the step to pause before, with 2 taken, is 2: it must be from 3 to 6'],
      [7, 'is 7: it must be from 3 to 6'],
      [2.5, 'the step to pause before is 2.5'],
      [0, 'the step to pause before is 0'],
    ])('refuses to pause before step %d when two are taken', (until, message) => {
      const network = start(plan);
      part(network, 2);
      expect(() => part(network, until)).toThrow(message);
      expect(network.position).toEqual({ epochs: 0, steps: 2 });
    });
  });

  describe('the first step whose loss was not finite', () => {
    const blowing = planWith({ optimiser: { kind: 'sgd', momentum: 0 }, hidden: [8, 8], batchSize: 10 });

    test('is told, counted over all epochs, and kept', () => {
      const network = start(blowing);
      const calm = new Float32Array(4);
      network.epoch(calm);
      network.epoch(calm, { until: 2 });
      expect(network.position).toEqual({ epochs: 1, steps: 2 });
      // The third step of the second epoch, the seventh in all, makes weights that are not finite; the eighth meets them.
      const loss = network.epoch(Float32Array.of(0, 0, Number.POSITIVE_INFINITY, 0));
      expect(loss).not.toBeLessThan(Number.POSITIVE_INFINITY);
      expect(network.position).toEqual({ epochs: 2, steps: 0, brokenStep: 8 });
      network.epoch(calm);
      expect(network.position).toEqual({ epochs: 3, steps: 0, brokenStep: 8 });
      const later = start(blowing);
      later.restore(network.save());
      expect(later.position).toEqual({ epochs: 3, steps: 0, brokenStep: 8 });
    });
  });
}
