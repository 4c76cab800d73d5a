// A network of many parts, trained in one go or paused in the middle of each third epoch: in any Node and in a page, on the built package.
import { sha256 } from '../../dist/data/sha256.js';
import { stream } from '../../dist/math/random.js';
import { targetWidth } from '../../dist/network/count.js';
import { wasmEngine } from '../../dist/network/engine/wasm.js';
import { Training } from '../../dist/network/training.js';

const rows = 400;
const epochs = 15;
export const plan = {
  inputs: 7,
  embeddings: [{ input: 1, levels: 25, size: 8 }],
  pieces: [{ input: 0, edges: [-1, -0.25, 0, 0.5, 2] }],
  periodic: { inputs: [2, 4], waves: 'phased', frequencies: 5, sigma: 0.5, size: 3 },
  inputScale: true,
  hidden: [24, 24, 16],
  normalisation: 'layer',
  residual: 1,
  activationMix: true,
  averaging: { kind: 'exponential', decay: 0.9 },
  clip: { kind: 'norm', most: 1 },
  outputs: 3,
  activation: 'silu',
  loss: { kind: 'softmax', smoothing: 0.1 },
  optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.95, epsilon: 1e-8 },
  weightDecay: 0.02,
  rateFactors: { biases: 0.1 },
  parametrisation: 'ntk',
  dropout: 0.15,
  batchSize: 32,
};

function examples() {
  const random = stream(5, 0, 'test: bits');
  const inputs = Float32Array.from({ length: rows * plan.inputs }, (_, i) =>
    i % plan.inputs === 1 ? random.below(26) - 1 : random.normal(),
  );
  const targets = Float32Array.from({ length: rows * targetWidth(plan) }, () => random.below(3));
  return { rows, inputs, targets };
}

/** A hash of the best epoch's weights, and of the last one's with what they predict. */
export function trained(paused) {
  const given = examples();
  const begin = (from) => {
    const engine = wasmEngine();
    engine.load(given);
    const network = engine.network(plan, { seed: 8, trial: 2 });
    const schedule = { kind: 'warmup', length: { epochs: 1 }, before: { kind: 'cycles' } };
    const fades = { weightDecay: { kind: 'flat_cosine' }, dropout: { kind: 'flat_cosine' } };
    const stopping = { kind: 'never' };
    const training = new Training({
      network,
      plan,
      rows,
      rate: 0.02,
      schedule,
      fades,
      stopping,
      epochs,
      from,
    });
    return { network, training };
  };
  let now = begin();
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (paused && epoch % 3 === 1) {
      now.training.trainTo(5);
      now = begin(now.training.save());
    }
    now.training.judge(now.training.next().loss);
  }
  const weights = [now.training.best.weights, now.network.weights(), now.network.predict(given.inputs)];
  return sha256(new Uint8Array(Float32Array.from(weights.flatMap((each) => [...each])).buffer));
}

/** What `trained` gives, everywhere. */
export const kept = '6c35eb40d6137374c8e63b418d77096f759ab8b369b9fd151a6dac1ad41e09fd';
