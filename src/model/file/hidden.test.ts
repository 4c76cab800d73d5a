import { expect, test } from 'vitest';
import { encodeInputs } from '../../data/encode/encode.js';
import { fitEncoder } from '../../data/encode/fit.js';
import { inferSchema } from '../../data/infer-schema.js';
import { readTarget } from '../../data/read-target.js';
import { tableFromRecords } from '../../data/records.js';
import { decodeNumber, encodeTargets, fitNumberCodings } from '../../data/target-coding.js';
import { planWith } from '../../network/engine/random-network.contract.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Plan } from '../../network/plan.js';
import type { Model, NetworkShape } from '../model.js';
import { predict } from '../predict.js';
import { loadModel } from './load.js';
import { saveModel } from './save.js';

// Models of networks whose hidden layers have more than weights and biases: running statistics above all.

const houses = tableFromRecords(
  Array.from({ length: 60 }, (_, i) => ({
    size: 40 + ((7 * i) % 60),
    rooms: 1 + (i % 5),
    price: 1000 + 25 * ((7 * i) % 60) + 90 * (i % 5),
  })),
  'houses.csv',
);
const schema = inferSchema(houses, { target: 'price' });
const target = readTarget(schema, houses);
const coding = fitNumberCodings(target, target.rows, ['none']);
const encoder = fitEncoder(schema, houses, target.rows);
const inputs = encodeInputs(encoder, houses, target.rows);

/** A network trained on the houses, what it says of them, and the model of it. */
function trained(changes: Partial<Plan>) {
  const plan = planWith({ inputs: encoder.width, hidden: [8, 8, 8], batchSize: 13, ...changes });
  const engine = wasmEngine();
  engine.load({ rows: 60, inputs, targets: encodeTargets(coding, target, target.rows) });
  const network = engine.network(plan, { seed: 1, trial: 2 });
  for (let epoch = 0; epoch < 20; epoch++) network.epoch(new Float32Array(5).fill(0.01));
  const { normalisation, residual, activationMix, hidden, outputs, activation } = plan;
  const shape: NetworkShape = {
    ...{ inputs: plan.inputs, hidden, outputs, activation },
    ...(normalisation && { normalisation }),
    ...(residual && { residual }),
    ...(activationMix && { activationMix }),
  };
  const member = { shape, weights: network.weights(), share: 1, encoder, coding };
  const model: Model = { target: schema.target, members: [member], card: {} };
  return { model, outputs: network.predict(inputs) };
}

const changed = (model: Model, change: (member: Record<string, unknown>) => void) => {
  const files = saveModel(model);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  change(json.members[0]);
  return { ...files, 'model.json': new TextEncoder().encode(JSON.stringify(json)) };
};

test.each<Partial<Plan>>([
  { normalisation: 'batch' },
  { normalisation: 'layer', activation: 'silu' },
  { residual: 1, activation: 'tanh' },
  { activationMix: true },
  { normalisation: 'batch', residual: 2, activationMix: true, dropout: 0.2 },
])('a model with %j comes back as it was and predicts as the network did', (changes) => {
  const { model, outputs } = trained(changes);
  const loaded = loadModel(saveModel(model));
  expect(loaded).toEqual(model);
  const prediction = predict(loaded, houses, wasmEngine());
  const want = Float64Array.from(outputs, (output) => decodeNumber(coding.columns[0]!, output));
  expect('values' in prediction && prediction.values).toEqual(want);
});

test('a model whose parts are not what its weights are is refused', () => {
  const { model } = trained({ normalisation: 'batch', residual: 1 });
  const files = (change: (member: Record<string, unknown>) => void) => changed(model, change);
  expect(() => loadModel(files((member) => delete member.normalisation))).toThrow('weights.bin is too long');
  expect(() => loadModel(files((member) => void (member.activationMix = true)))).toThrow('too short');
  expect(() => loadModel(files((member) => void (member.normalisation = 'group')))).toThrow('normalisation');
  expect(() => loadModel(files((member) => void (member.residual = 3)))).toThrow('residual');
});

test('skips without a place to go are refused', () => {
  const { model } = trained({ hidden: [8, 9] });
  const files = changed(model, (member) => void (member.residual = 1));
  expect(() => loadModel(files)).toThrow('network 1 has skips between layers that are not equally wide');
});
