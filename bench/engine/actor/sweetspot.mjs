// This engine, as the package's workers have it. node actor/sweetspot.mjs plain|fused
import { engineMaker } from '../../../dist/platform/node/engine-maker.js';
import { examples } from '../workloads.mjs';
import { speak } from './speak.mjs';

const newEngine = await engineMaker(process.argv[2]);

const plan = ({ inputs, hidden, outputs, batchSize }) => ({
  inputs,
  hidden,
  outputs,
  activation: 'relu',
  loss: { kind: outputs === 1 ? 'squared' : 'softmax' },
  optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  weightDecay: 0,
  dropout: 0,
  batchSize,
});

await speak({ version: `node ${process.versions.node}` }, (workload) => {
  const { rows, measured, batchSize } = workload;
  const engine = newEngine();
  engine.load(examples(workload, measured));
  const network = engine.network(plan(workload), { seed: 1, trial: 0 });
  const rates = new Float32Array(Math.ceil(measured / batchSize)).fill(1e-3);
  return { unit: () => network.epoch(rates), share: measured / rows };
});
