// Trainings with one planted fault each, or none: made-up tables, real networks, the very code that trains a study's trials.
import { readTable } from '../../../dist/data/read-table.js';
import { stream } from '../../../dist/math/random.js';
import { wasmEngine } from '../../../dist/network/engine/wasm.js';
import { prepare } from '../../../dist/tune/prepare.js';
import { runTrial } from '../../../dist/tune/run-trial.js';
import { drawerOf } from './table.mjs';

/** The faults, and how many of 200 trainings have each. */
export const faults = {
  none: 50,
  'rate × 30': 25,
  'rate ÷ 100': 25,
  '60 rows, no regularisation': 25,
  '2 neurons on a spiral': 25,
  'dead first weights': 25,
  'label noise': 25,
};

/** The `index`-th training of a fault, before it is trained; everything random follows from (seed, fault, index). */
export function planted(seed, fault, index) {
  const random = stream(seed, index, `coach: ${fault}`);
  const pick = (values) => values[Math.floor(values.length * random.uniform())];
  const draw = drawerOf(random, tableFor(fault, pick));
  const table = (rows) => readTable(new TextEncoder().encode(draw(rows)), 'made.csv');
  const few = fault === '60 rows, no regularisation';
  const prepared = prepare({
    table: table(few ? 60 : pick([1000, 1700, 2500])),
    validationTable: table(400),
    testTable: table(50),
    data: { target: 'y' },
    seed: index,
  });
  const setting = settingFor(fault, random, pick, prepared);
  const epochs = pick([90, 120, 150]) * (few ? 4 : 1);
  const engine = () => (fault === 'dead first weights' ? dead(wasmEngine(), random) : wasmEngine());
  return { seed: { seed, trial: index }, prepared, setting, epochs, engine };
}

/** Trains it as a study's trial is trained. */
export const train = ({ seed, prepared, setting, epochs, engine }) =>
  runTrial({
    job: { label: '', setting, seed, parts: [0], epochs, rungs: [] },
    parts: [prepared.part(0).part],
    engineFor: engine,
    onEpochs() {},
    onRung: async () => undefined,
    stopRequested: () => undefined,
  });

function tableFor(fault, pick) {
  if (fault === '2 neurons on a spiral') return { kind: 'spiral', noise: 0.1 };
  const kind = pick(['numbers', 'classes']);
  const few = fault === '60 rows, no regularisation';
  const noisy = fault === 'label noise';
  return {
    kind,
    inputs: few ? 10 : pick([4, 6, 8]),
    noise: noisy ? (kind === 'numbers' ? 1.5 : 0.35) : kind === 'numbers' ? (few ? 0.4 : 0.1) : few ? 0.1 : 0,
  };
}

function settingFor(fault, random, pick, { problem }) {
  const batch = fault === '60 rows, no regularisation' ? pick([8, 16]) : pick([32, 64]);
  const rate = 3e-3 * Math.sqrt(batch / 64) * (0.7 + 0.6 * random.uniform());
  const factor = fault === 'rate × 30' ? 30 : fault === 'rate ÷ 100' ? 0.01 : 1;
  const isBare = fault === '60 rows, no regularisation' || fault === 'label noise';
  return {
    batch_size: Math.min(batch, problem.rows),
    learning_rate: rate * factor,
    schedule: pick(['constant', 'cycles']),
    layers: pick([1, 2]),
    neurons: fault === '2 neurons on a spiral' ? 2 : isBare ? pick([64, 128]) : pick([32, 64]),
    activation: fault === 'dead first weights' ? 'relu' : pick(['relu', 'silu', 'tanh']),
    weight_decay: isBare ? 0 : 1e-2,
    dropout: 0,
    ...(problem.task === 'regression' && { loss: 'squared' }),
  };
}

/** An engine whose networks begin with most of their first hidden units far below zero on every row. */
function dead(engine, random) {
  const share = 0.7 + 0.3 * random.uniform();
  return {
    name: engine.name,
    load: (...given) => engine.load(...given),
    network(plan, seed) {
      const network = engine.network(plan, seed);
      const weights = network.weights();
      const [width] = plan.hidden;
      const biases = plan.inputs * width;
      for (let j = 0; j < Math.round(share * width); j++) weights[biases + j] = -30;
      network.setWeights(weights);
      return network;
    },
  };
}
