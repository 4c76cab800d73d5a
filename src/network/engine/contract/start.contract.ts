import { stream } from '../../../math/random.js';
import { type Plan, stepsPerEpoch } from '../../plan.js';
import type { Engine, GradientReader, Network } from '../engine.js';
import { drawExamples } from '../random-network.contract.js';

/** An engine whose networks also show their gradients. */
export interface ReadableEngine extends Engine {
  network(...args: Parameters<Engine['network']>): ReturnType<Engine['network']> & GradientReader;
}

/** Names the streams of every network that a contract starts. */
export const contractSeed = { seed: 3, trial: 14 };

/** Starts networks on drawn rows, and trains them. */
export function starter(newEngine: () => ReadableEngine) {
  const start = (plan: Plan, rows = 40, chosen = contractSeed) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(examples);
    return { engine, examples, network: engine.network(plan, chosen) };
  };
  const ratesOf = (rate: number, plan: Plan, rows = 40) =>
    new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate);
  const train = (network: Network, plan: Plan, epochs: number, rate = 0.01, rows = 40) =>
    Array.from({ length: epochs }, () => network.epoch(ratesOf(rate, plan, rows)));
  return { start, ratesOf, train };
}
